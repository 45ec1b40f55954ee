"""The page of twelve indicators in Streamlit as most people write it: a Plotly chart each, and a choice of the year."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

FIGURES = json.loads(Path(os.environ["FIGURES"]).read_text(encoding="utf-8"))
YEARS = sorted({one["year"] for one in FIGURES}, reverse=True)

st.set_page_config(layout="wide")
st.title("Beoogd en behaald")
year = st.radio("Jaar", YEARS, horizontal=True, key="jaar", bind="query-params")
columns = st.columns(3)
for number, one in enumerate(one for one in FIGURES if one["year"] == year):
    values = {"Eerder": one["previous"], "Beoogd": one["planned"], "Behaald": one["achieved"]}
    chart = go.Figure(go.Bar(x=[*values.values()], y=[*values], orientation="h"))
    chart.update_layout(title=f"{one['indicator'][:40]}, {year}", height=220)
    columns[number % 3].plotly_chart(chart, key=f"chart-{number}")
