"""The statement on accessibility."""

import streamlit as st

from indicators.language import say
from ui import accessibility, frame, wording
from ui.markup import element

frame.required()

st.html(element("h1", say(wording.ACCESSIBILITY)))
st.html(accessibility.drawn())
