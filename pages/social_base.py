"""The social base: lines of action with the status of their actions, and counts with a denominator each."""

import streamlit as st

from ui import action_lines, cached, choosing, frame, wording

frame.required()
st.html(f"<h1>{wording.SOCIAL_BASE}</h1>")

# Choose ------------------------------------------------------------------------

as_known_in = choosing.edition(choosing.bar())

# Read and show -----------------------------------------------------------------

st.html(cached.kept(action_lines.drawn, as_known_in))
