"""One indicator: its figures over the years, every publication of them, and the cell each one stands in."""

import streamlit as st

from charts import marks, trend
from exports import figures_csv
from indicators.language import say
from ui import cached, choosing, frame, indicator_record, taking_along

frame.required()

# Choose ------------------------------------------------------------------------

as_known_in = choosing.edition(choosing.bar())
indicator = choosing.indicator(as_known_in)

# Read --------------------------------------------------------------------------

record = cached.kept(indicator_record.drawn, indicator, as_known_in, marks=marks, trend=trend, files=figures_csv)
frame.title(record.name)

# Show --------------------------------------------------------------------------

st.html(record.top)
for number, chart in enumerate(record.charts):
    if chart.heading:
        st.html(chart.heading)
    picture, figures = (st.container(), st.container()) if chart.is_long else st.columns([5, 4])
    picture.plotly_chart(chart.figure, key=f"trend-{number}", alt=chart.alt, config=trend.config(), theme=None)
    figures.html(chart.table)
if record.csv:
    words = say("Alle cijfers en streefwaarden als csv-bestand")
    st.download_button(words, record.csv, record.csv_name, "text/csv", on_click="ignore")
# The host is the visitor's: kept with the rest, every part of the page would be kept once for every host.
cited = cached.kept(indicator_record.cited, indicator, as_known_in, frame.origin())
taken_along = cached.kept(taking_along.of_indicator, indicator, as_known_in)
for part in (
    record.below,
    taken_along,
    cited,
    cached.kept(indicator_record.of_field, record.policy_field_id, as_known_in),
):
    if part:
        st.html(part)
