"""The social base: lines of action with the status of their actions, and counts with a denominator each."""

import streamlit as st

from charts import marks, timeline
from indicators.language import say
from ui import action_lines, cached, choosing, choosing_programme, frame, pictures, wording

frame.required()
st.html(pictures.STYLE)
frame.heading(say(wording.SOCIAL_BASE))

# Choose ------------------------------------------------------------------------

bar = choosing.bar()
as_known_in = choosing.edition(bar)
status = choosing_programme.status(bar)
action_line = choosing_programme.action_line(bar, as_known_in)

# Read and show -----------------------------------------------------------------

st.html(cached.kept(action_lines.drawn, as_known_in, status, action_line, timeline=timeline, marks=marks))
