"""A warehouse of made-up figures of the whole country: every indicator, year, municipality and neighbourhood.

The schema, the order on disk and the numbering are those of `warehouse.store`; the rows are made inside DuckDB, because
10^8 of them as frames would not fit. Our own municipality has the same figures at every size, with a target each; the
rest are areas that pages do not show.
"""

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb

from benchmarks.running import peak_mb
from warehouse.store import SCHEMA, SCHEMA_VERSION

FIELDS, INDICATORS, YEARS, FIRST_YEAR = 37, 272, 20, 2001
OWN = "gm0014"
VERSION = "0001-made-up"


@dataclass(frozen=True)
class Made:
    """A warehouse, and what it took to make."""

    root: Path
    figures: int
    seconds: float
    peak_mb: float

    @property
    def file_mb(self) -> float:
        """Its size on disk."""
        return (self.root / "versions" / f"{VERSION}.duckdb").stat().st_size / 1e6


def made(root: Path, figures: int) -> Made:
    """Make a warehouse of about so many figures, in a process of its own; one that stands there is taken as it is.

    Unless it was made by another schema, or another release of this module.
    """
    areas = max(2, round(figures / (INDICATORS * YEARS)))
    there = root / "made.json"
    made_by = hashlib.sha256(SCHEMA.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    told = json.loads(there.read_text(encoding="utf-8")) if there.is_file() else {}
    if told.get("made_by") != made_by:
        shutil.rmtree(root, ignore_errors=True)
        (root / "versions").mkdir(parents=True)
        with get_context("spawn").Pool(1) as one:
            seconds, peak = one.apply(_make, (root, areas))
        told = {"made_by": made_by, "seconds": seconds, "peak_mb": peak}
        there.write_text(json.dumps(told), encoding="utf-8")
    return Made(root, areas * INDICATORS * YEARS, told["seconds"], told["peak_mb"])


def _make(root: Path, areas: int) -> tuple[float, float]:
    began = time.monotonic()
    unfinished = root / f"{VERSION}.duckdb"
    with duckdb.connect(unfinished, config={"default_block_size": 262_144, "memory_limit": "3GB"}) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(SCHEMA.read_text(encoding="utf-8"))
        for statement in _SMALL_TABLES:
            connection.execute(statement, {name: value for name, value in _NUMBERS.items() if f"${name}" in statement})
        connection.execute(_AREAS, {"areas": areas})
        connection.execute("BEGIN")
        connection.execute(_FIGURES.format(where="a.number = 0", first=0, areas=1), _between(1, INDICATORS))
        for indicator in range(1, INDICATORS + 1):
            own = INDICATORS * YEARS + (indicator - 1) * YEARS * (areas - 1)
            statement = _FIGURES.format(where="a.number > 0", first=own, areas=areas - 1)
            connection.execute(statement, _between(indicator, indicator))
        connection.execute(_TARGETS)
        connection.execute(_LOADED)
        connection.execute(f"INSERT INTO build VALUES ({SCHEMA_VERSION}, repeat('0', 64), {INDICATORS * YEARS})")
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
    unfinished.rename(root / "versions" / unfinished.name)
    (root / "current").write_text(f"{VERSION}\n", encoding="utf-8")
    return time.monotonic() - began, peak_mb()


def _between(first: int, last: int) -> dict[str, int]:
    return {"first": first, "last": last}


_NUMBERS = {"fields": FIELDS, "indicators": INDICATORS, "years": YEARS, "first_year": FIRST_YEAR}

_SMALL_TABLES = (
    """INSERT INTO document BY NAME
    SELECT 'rekening-' || y AS document_id, 'accounts' AS kind, 'Rekening ' || y AS title, 'Doelbereik' AS publisher,
           y AS fiscal_year, make_date(y + 1, 7, 15) AS published_on, 'legal_deadline' AS published_precision,
           y - $first_year + 1 AS edition_rank
    FROM range($first_year, $first_year + $years) t(y)""",
    """INSERT INTO page BY NAME
    SELECT document_id || '/alles' AS page_id, document_id, title, 'nothing' AS abridged, 'made up' AS received_via
    FROM document""",
    """INSERT INTO policy_field BY NAME
    SELECT 'veld-' || i AS policy_field_id, 'Veld ' || i AS title, 'Programma ' || i % 9 AS programme, i AS sort_order
    FROM range(1, $fields + 1) t(i)""",
    """INSERT INTO indicator BY NAME
    SELECT 'indicator-' || i AS indicator_id, 'veld-' || 1 + (i - 1) * $fields // $indicators AS policy_field_id,
           'Aandeel inwoners van soort ' || i AS name, CASE i % 4 WHEN 0 THEN 'survey_share' ELSE 'share' END AS kind,
           '%' AS unit, 'higher' AS better, false AS is_statutory, false AS is_key_figure, true AS is_linked,
           false AS name_is_abridged, CASE i % 4 WHEN 0 THEN 'survey' ELSE 'register' END AS source_kind,
           i AS sort_order
    FROM range(1, $indicators + 1) t(i)""",
    """INSERT INTO definition BY NAME
    SELECT indicator_id || '/v1' AS definition_id, indicator_id, 1 AS version, name AS wording,
           indicator_id AS comparability_group
    FROM indicator""",
    "INSERT INTO base_population BY NAME SELECT 'inwoners' AS base_id, 'alle inwoners' AS name",
)

_AREAS = """INSERT INTO territory BY NAME
SELECT CASE WHEN i = 0 THEN 'gm0014' WHEN i < 342 THEN printf('gm1%03d', i) ELSE printf('bu%08d', i) END
           AS territory_id, upper(territory_id) AS code, 'Gebied ' || i AS name, i = 0 AS is_own, i = 0 AS is_shown
FROM range(0, $areas) t(i)"""

_FIGURES = """INSERT INTO observation BY NAME
WITH a AS (SELECT territory_id, row_number() OVER (ORDER BY is_shown DESC, territory_id) - 1 AS number FROM territory),
made AS (
    SELECT i.indicator_id, i.source_kind, i.name, i.sort_order, a.territory_id, a.number, y.y AS period,
           hash(i.sort_order * 1000003 + a.number * 101 + y.y) % 1000 / 10.0 AS value
    FROM a, range(2001, 2021) y(y), indicator i
    WHERE {where} AND i.sort_order BETWEEN $first AND $last
)
SELECT {first} + 1 + ((sort_order - $first) * 20 + period - 2001) * {areas} + greatest(number - 1, 0) AS observation_id,
       indicator_id, indicator_id || '/v1' AS definition_id, 'inwoners' AS base_id, territory_id, '%' AS unit,
       CASE source_kind WHEN 'survey' THEN 'omnibus' ELSE '' END AS method, 0 AS part, period, 'achieved' AS kind,
       value, 1 AS decimals, 'exact' AS qualifier, 'A' AS status, replace(CAST(value AS VARCHAR), '.', ',') AS raw,
       CASE source_kind WHEN 'survey' THEN 400 + number % 100 END AS n,
       CASE source_kind WHEN 'survey' THEN 'published' ELSE 'not_applicable' END AS n_source,
       'rekening-' || period AS document_id, 'rekening-' || period || '/alles' AS page_id, 'Indicatoren' AS table_title,
       name AS row_label, 'Behaald ' || period AS column_header, 'rij ' || sort_order AS place,
       'printed' AS year_source, 'rekening-' || period || '/alles' AS load_id
FROM made ORDER BY sort_order, period, number"""

_TARGETS = """INSERT INTO target BY NAME
SELECT o.observation_id AS target_id, o.indicator_id, o.definition_id, o.base_id, o.territory_id, o.unit, o.method,
       o.part, o.period, 'at_least' AS semantics, 50.0 AS low, 1 AS decimals, '50,0' AS raw, o.document_id, o.page_id,
       o.table_title, o.row_label, 'Beoogd ' || o.period AS column_header, o.place, o.year_source, o.load_id
FROM observation o WHERE o.territory_id = 'gm0014' AND o.observation_id <= 272 * 20"""

_LOADED = """INSERT INTO load BY NAME
SELECT p.page_id AS load_id, p.document_id, p.page_id, 'made up' AS input, repeat('0', 64) AS sha256,
       c.figures AS rows_read, c.figures AS rows_loaded, 0 AS rows_repeated, 0 AS rows_refused
FROM page p JOIN (
    SELECT load_id, count(*) AS figures FROM (
        SELECT load_id FROM observation UNION ALL SELECT load_id FROM target
    ) AS loaded GROUP BY load_id
) AS c ON c.load_id = p.page_id"""
