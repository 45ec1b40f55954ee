"""How verdict, certainty and change are read, in plain Dutch, with an example from the data."""

import streamlit as st

from charts import interval_marks
from indicators.language import say
from ui import cached, choosing, explanation, frame, margins_example, wording

frame.required()

frame.heading(say(wording.TO_EXPLANATION))
st.html(cached.kept(explanation.drawn, choosing.edition_of_address()))
if margins := cached.kept(margins_example.drawn, intervals=interval_marks):
    st.html(margins)
