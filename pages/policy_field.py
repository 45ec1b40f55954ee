"""One policy field in one year: what was planned, what was achieved, and the literal verdict on it."""

import streamlit as st

from charts import marks, small_multiples
from ui import cached, choosing, field_table, frame, taking_along

frame.required()

# Choose ------------------------------------------------------------------------

bar = choosing.bar()
field = choosing.policy_field(bar)
as_known_in = choosing.edition(bar)
if field is None:
    raise choosing.policy_field_needed(as_known_in)
year = choosing.year(bar, as_known_in, field.id)

# Read and show -----------------------------------------------------------------

frame.title(field.label)
st.html(cached.kept(field_table.drawn, field.id, year, as_known_in, marks=marks))
years = cached.kept(field_table.over_the_years, field.id, as_known_in, panels=small_multiples)
taken_along = cached.kept(taking_along.of_field, field.id, year, as_known_in)
for part in (years, taken_along):
    if part:
        st.html(part)
