"""The page of twelve indicators in Plotly Dash: a chart each, and a choice of the year."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

FIGURES = json.loads(Path(os.environ["FIGURES"]).read_text(encoding="utf-8"))
YEARS = sorted({one["year"] for one in FIGURES}, reverse=True)

app = Dash(__name__)
app.layout = html.Div(
    [
        html.H1("Beoogd en behaald"),
        dcc.RadioItems([str(year) for year in YEARS], str(YEARS[0]), id="jaar"),
        html.Div(id="charts", style={"display": "grid", "gridTemplateColumns": "1fr 1fr 1fr"}),
    ]
)


@app.callback(Output("charts", "children"), Input("jaar", "value"))
def charts(year: str) -> list[Any]:
    """Return the charts of a year."""
    drawn = []
    for number, one in enumerate(one for one in FIGURES if str(one["year"]) == year):
        values = {"Eerder": one["previous"], "Beoogd": one["planned"], "Behaald": one["achieved"]}
        chart = go.Figure(go.Bar(x=[*values.values()], y=[*values], orientation="h"))
        chart.update_layout(title=f"{one['indicator'][:40]}, {year}", height=220)
        drawn.append(dcc.Graph(figure=chart, id=f"chart-{number}"))
    return drawn


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
