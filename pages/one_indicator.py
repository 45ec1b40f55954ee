"""One indicator: its figures over the years, every publication of them, and the cell each one stands in."""

import streamlit as st

from charts import marks, trend
from ui import cached, choosing, frame, indicator_record

frame.required()

# Choose ------------------------------------------------------------------------

as_known_in = choosing.edition(choosing.bar())
indicator = choosing.indicator(as_known_in)

# Read --------------------------------------------------------------------------

record = cached.kept(indicator_record.drawn, indicator, as_known_in, marks=marks, trend=trend)
frame.title(record.name)

# Show --------------------------------------------------------------------------

st.html(record.top)
for number, chart in enumerate(record.charts):
    if chart.heading:
        st.html(chart.heading)
    picture, figures = (st.container(), st.container()) if chart.is_long else st.columns([5, 4])
    picture.plotly_chart(chart.figure, key=f"trend-{number}", alt=chart.alt, config=trend.config(), theme=None)
    figures.html(chart.table)
st.html(record.below)
