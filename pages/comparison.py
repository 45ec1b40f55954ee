"""Indicators, policy fields, years and editions side by side; two editions as a list of what differs."""

import streamlit as st

from charts import common_axis, marks
from indicators.language import say
from ui import cached, compare, compare_choosing, frame
from ui.markup import element

frame.required()
frame.title(say(compare.TITLE))
st.html(compare.STYLE)
frame.heading(say(compare.TITLE))
st.html(element("p", say(compare.INTRODUCTION), class_="introduction"))

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
