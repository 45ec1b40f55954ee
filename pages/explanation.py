"""How verdict, certainty and change are read, in plain Dutch, with an example from the data."""

import streamlit as st

from charts import interval_marks
from indicators.language import say
from ui import cached, choosing, explanation, frame, wording

frame.required()

frame.heading(say(wording.TO_EXPLANATION))
st.html(cached.kept(explanation.drawn, choosing.edition_of_address(), intervals=interval_marks))
