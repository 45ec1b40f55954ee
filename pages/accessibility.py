"""The statement on accessibility."""

import streamlit as st

from indicators.language import say
from ui import accessibility, frame, wording

frame.required()

frame.heading(say(wording.ACCESSIBILITY))
st.html(accessibility.drawn())
