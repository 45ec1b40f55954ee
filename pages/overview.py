"""Every policy field in one year: how many indicators were achieved of all there are; and a search on names."""

import streamlit as st

from ui import cached, choosing, frame, overview_table, wording

frame.required()
st.html(f"<h1>{wording.PURPOSE}</h1>")

# Choose ------------------------------------------------------------------------

bar = choosing.bar()
query = choosing.search(bar)
as_known_in = choosing.edition(bar)
year = choosing.year(bar, as_known_in)

# Read and show -----------------------------------------------------------------

if query:
    st.html(cached.kept(overview_table.found, query, as_known_in))
st.html(cached.kept(overview_table.drawn, year, as_known_in))
