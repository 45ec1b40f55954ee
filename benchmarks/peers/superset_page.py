"""The page of twelve indicators in Apache Superset: its settings, and, run as a script, the dashboard of twelve charts.

Nobody logs in, and charts below the fold are drawn too, as by the other peers.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

HOME = Path(os.environ["SUPERSET_HOME"])

SECRET_KEY = "only for this benchmark, on this machine"
SQLALCHEMY_DATABASE_URI = f"sqlite:///{HOME / 'superset.db'}"
AUTH_ROLE_PUBLIC = "Admin"
PREVENT_UNSAFE_DB_CONNECTIONS = False
TALISMAN_ENABLED = False
WTF_CSRF_ENABLED = False
# Answers are kept in memory, as by the others.
CACHE_CONFIG = DATA_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache"}
FILTER_STATE_CACHE_CONFIG = EXPLORE_FORM_DATA_CACHE_CONFIG = {"CACHE_TYPE": "SimpleCache"}
FEATURE_FLAGS = {"DASHBOARD_VIRTUALIZATION": False}


def make() -> None:
    """Make database, data set, charts and dashboard `twelve`, once."""
    command = Path(sys.executable).parent / "superset"
    for step in (["db", "upgrade"], ["init"]):
        subprocess.run([command, *step], check=True, env={**os.environ, "FLASK_APP": "superset.app:create_app()"})
    figures = json.loads(Path(os.environ["FIGURES"]).read_text(encoding="utf-8"))
    rows = [
        (one["indicator"], str(one["year"]), kind, one[key])
        for one in figures
        for kind, key in (("Eerder", "previous"), ("Beoogd", "planned"), ("Behaald", "achieved"))
    ]
    with sqlite3.connect(HOME / "figures.db") as file:
        file.execute("DROP TABLE IF EXISTS figures")
        file.execute("CREATE TABLE figures (indicator TEXT, year TEXT, kind TEXT, value REAL)")
        file.executemany("INSERT INTO figures VALUES (?, ?, ?, ?)", rows)

    from superset.app import create_app

    with create_app().app_context():
        draw(list(dict.fromkeys(one["indicator"] for one in figures)), str(max(one["year"] for one in figures)))


def draw(indicators: list[str], year: str) -> None:
    """Make the charts of a year and the dashboard they stand on."""
    from superset import db
    from superset.connectors.sqla.models import SqlaTable
    from superset.models.core import Database
    from superset.models.dashboard import Dashboard
    from superset.models.slice import Slice

    if db.session.query(Dashboard).filter_by(slug="twelve").first():
        return
    database = Database(database_name="figures", sqlalchemy_uri=f"sqlite:///{HOME / 'figures.db'}")
    db.session.add(database)
    db.session.flush()
    table = SqlaTable(table_name="figures", database=database)
    db.session.add(table)
    db.session.flush()
    table.fetch_metadata()
    charts = []
    for indicator in indicators:
        only = [
            {"clause": "WHERE", "expressionType": "SIMPLE", "subject": name, "operator": "==", "comparator": value}
            for name, value in (("indicator", indicator), ("year", year))
        ]
        asked = {
            "datasource": f"{table.id}__table",
            "viz_type": "echarts_timeseries_bar",
            "x_axis": "kind",
            "metrics": [{"expressionType": "SQL", "sqlExpression": "sum(value)", "label": "value"}],
            "groupby": [],
            "adhoc_filters": only,
            "row_limit": 100,
        }
        chart = Slice(
            slice_name=f"{indicator[:40]}, {year}",
            viz_type="echarts_timeseries_bar",
            datasource_id=table.id,
            datasource_type="table",
            params=json.dumps(asked),
        )
        db.session.add(chart)
        charts.append(chart)
    db.session.flush()
    layout: dict[str, object] = {"DASHBOARD_VERSION_KEY": "v2"}
    rows = [charts[start : start + 3] for start in range(0, len(charts), 3)]
    names = [f"ROW-{number}" for number in range(len(rows))]
    layout["ROOT_ID"] = {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]}
    layout["GRID_ID"] = {"id": "GRID_ID", "type": "GRID", "children": names, "parents": ["ROOT_ID"]}
    for name, row in zip(names, rows, strict=True):
        children = [f"CHART-{chart.id}" for chart in row]
        layout[name] = {
            "id": name,
            "type": "ROW",
            "children": children,
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for child, chart in zip(children, row, strict=True):
            meta = {"chartId": chart.id, "width": 4, "height": 30, "sliceName": chart.slice_name}
            layout[child] = {"id": child, "type": "CHART", "children": [], "meta": meta}
    page = Dashboard(dashboard_title="Beoogd en behaald", slug="twelve", published=True, slices=charts)
    page.position_json = json.dumps(layout)
    db.session.add(page)
    db.session.commit()


if __name__ == "__main__":
    make()
