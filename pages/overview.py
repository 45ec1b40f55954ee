"""Every policy field in one year: how the year went, what changed, a search, and a list by verdict or caveat."""

from functools import partial

import streamlit as st

from indicators.language import say
from ui import cached, choosing, choosing_facets, facets, frame, matching_rows, overview_table, search_results, wording

frame.required()
frame.heading(say(wording.PURPOSE))

# Choose ------------------------------------------------------------------------

bar = choosing.bar()
query = choosing.search(bar)
as_known_in = choosing.edition(bar)
year = choosing.year(bar, as_known_in)

# Read --------------------------------------------------------------------------

listed = partial(cached.kept, matching_rows.listed, year, as_known_in)
chosen = choosing_facets.chosen(lambda: facets.counts(one.tags for one in listed()), year, as_known_in)

# Show --------------------------------------------------------------------------

if query:
    st.html(cached.kept(search_results.found, query, as_known_in))
if chosen:
    st.html(matching_rows.drawn(listed(), chosen, year, as_known_in))
else:
    st.html(cached.kept(overview_table.drawn, year, as_known_in))
