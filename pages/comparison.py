"""Indicators, policy fields, years and editions side by side; two editions as a list of what differs."""

import streamlit as st

from charts import common_axis, marks
from indicators.language import say
from ui import cached, compare, compare_choosing, frame

frame.required()
frame.title(say(compare.TITLE))
st.html(compare.STYLE)
st.html(f"<h1>{say(compare.TITLE)}</h1><p>{say(compare.INTRODUCTION)}</p>")

# Choose ------------------------------------------------------------------------

asked = compare_choosing.asked(compare_choosing.bar())

# Read --------------------------------------------------------------------------

view = cached.kept(compare.drawn, *asked, marks=marks, axis=common_axis)

# Show --------------------------------------------------------------------------

if view.top:
    st.html(view.top)
if view.chart is not None:
    st.plotly_chart(view.chart.figure, key="vergelijking", alt=view.chart.alt, config=common_axis.config(), theme=None)
if view.below:
    st.html(view.below)
