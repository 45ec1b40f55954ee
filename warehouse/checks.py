"""What keeps a filled draft from being published: keys, references, rules, and figures lost since the current version.

Figures get no keys and references in the schema: an index on a big table costs more than proving them once, here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import duckdb

from warehouse.progress import Progress, counted, unheard

SERIES = ("indicator_id", "definition_id", "base_id", "territory_id", "unit", "method", "part")

UNIQUE: dict[str, list[tuple[str, ...]]] = {
    "observation": [("observation_id",), (*SERIES, "period", "kind", "document_id")],
    "target": [("target_id",), (*SERIES, "period", "document_id")],
    "footnote_attachment": [
        ("footnote_id", "attached_to", "indicator_id", "observation_id", "target_id", "column_header")
    ],
}

REFERENCES: list[tuple[str, tuple[str, ...], str]] = [
    ("base_population", ("parent_id",), "base_population"),
    ("territory", ("merged_into",), "territory"),
    ("indicator", ("part_of",), "indicator"),
    *(
        (table, columns, other)
        for table in ("observation", "target")
        for columns, other in (
            (("indicator_id",), "indicator"),
            (("base_id",), "base_population"),
            (("territory_id",), "territory"),
            (("document_id",), "document"),
            (("correction_id",), "correction"),
            (("definition_id", "indicator_id"), "definition"),
            (("page_id", "document_id"), "page"),
            (("load_id", "page_id"), "load"),
        )
    ),
    ("load", ("page_id", "document_id"), "page"),
    ("claim", ("page_id", "document_id"), "page"),
    ("observation_part", ("observation_id",), "observation"),
    ("footnote_attachment", ("observation_id",), "observation"),
    ("footnote_attachment", ("target_id",), "target"),
]
"""Table, columns and the table where the same columns stand, or their namesakes of `KEY_MEANT`."""

KEY_MEANT = {"parent_id": "base_id", "part_of": "indicator_id", "merged_into": "territory_id"}
"""Column that refers to another row of its own table → the key of that row."""

_SHARED = ", ".join(
    (*SERIES, "period", "low", "high", "raw", "row_label", "column_header", "document_id", "page_id", "load_id")
)
_FIGURES = f"""(
            SELECT kind, status, value, {_SHARED} FROM observation
            UNION ALL SELECT 'target', 'A', NULL, {_SHARED} FROM target
        ) f JOIN indicator i ON i.indicator_id = f.indicator_id JOIN document d ON d.document_id = f.document_id"""
_PLACE = "f.page_id || ', row ' || f.row_label || ', column ' || f.column_header || ': '"

_NUMBERS = "coalesce(CAST(f.{} AS VARCHAR), '')"
_PRINTED = " || ' ' || ".join(_NUMBERS.format(column) for column in ("value", "low", "high"))
_PUBLISHED = f"""
            SELECT f.indicator_id, f.period, f.part, f.territory_id, f.document_id, d.edition_rank, f.kind, f.is_target,
                   f.printed
            FROM (
                SELECT f.indicator_id, f.period, f.part, f.territory_id, f.document_id, f.kind, 0 AS is_target,
                       {_PRINTED} || coalesce(f.text, '') AS printed
                FROM observation f WHERE f.status = 'A' AND f.kind <> 'forecast'
                UNION ALL
                SELECT f.indicator_id, f.period, f.part, f.territory_id, f.document_id, 'target', 1,
                       {_PRINTED.replace("f.value", "f.band")} || f.semantics
                FROM target f WHERE f.semantics <> 'not_published'
            ) f JOIN document d ON d.document_id = f.document_id"""

# Each rule selects what breaks it, with a few words to find it by.
RULES = {
    "a percentage lies between 0 and 100": f"""
        SELECT {_PLACE} || f.raw FROM {_FIGURES}
        WHERE f.unit = '%' AND i.kind IN ('survey_share', 'share')
          AND (coalesce(f.value, f.low, 0) < 0 OR coalesce(f.value, f.high, 0) > 100)""",
    "a rank is a whole number from 1": f"""
        SELECT {_PLACE} || f.raw FROM {_FIGURES}
        WHERE i.kind = 'rank' AND f.value IS NOT NULL AND (f.value < 1 OR f.value <> floor(f.value))""",
    "a result is not of a year after its document": f"""
        SELECT {_PLACE} || f.period FROM {_FIGURES}
        WHERE f.status = 'A' AND f.kind NOT IN ('forecast', 'target')
          AND f.period > extract(year FROM d.published_on)""",
    "a year lies within 30 years of the document that prints it": f"""
        SELECT {_PLACE} || f.period FROM {_FIGURES} WHERE abs(f.period - extract(year FROM d.published_on)) > 30""",
    "every load has as many rows as it counts": """
        SELECT l.load_id || ': counts ' || l.rows_loaded || ', holds ' || coalesce(f.figures, 0)
        FROM load l LEFT JOIN (
            SELECT load_id, count(*) AS figures FROM (
                SELECT load_id FROM observation UNION ALL SELECT load_id FROM target
            ) loaded GROUP BY load_id
        ) f ON f.load_id = l.load_id
        WHERE l.rows_loaded <> coalesce(f.figures, 0)""",
    "every refused figure has its problem": """
        SELECT l.load_id || ': counts ' || l.rows_refused || ' refused, names ' || coalesce(p.problems, 0)
        FROM load l LEFT JOIN (
            SELECT load_id, count(*) AS problems FROM problem WHERE severity = 'refused' GROUP BY load_id
        ) p ON p.load_id = l.load_id
        WHERE l.rows_refused > 0 AND coalesce(p.problems, 0) = 0""",
    "every page was loaded once": """
        SELECT p.page_id || ': ' || count(l.load_id) || ' loads'
        FROM page p LEFT JOIN load l ON l.page_id = p.page_id
        GROUP BY p.page_id HAVING count(l.load_id) <> 1""",
    "every indicator has a definition": """
        SELECT i.indicator_id FROM indicator i LEFT JOIN definition d ON d.indicator_id = i.indicator_id
        WHERE d.definition_id IS NULL""",
    "the numbers inside a result belong to a result in words": """
        SELECT o.page_id || ', row ' || o.row_label
        FROM observation_part p JOIN observation o ON o.observation_id = p.observation_id WHERE o.text IS NULL""",
    "a claim about a year has a figure of that year to be held against": """
        SELECT c.claim_id || ': ' || c.indicator_id || ' ' || coalesce(c.period_to, c.period_from)
        FROM claim c LEFT JOIN observation o ON o.indicator_id = c.indicator_id
            AND o.period = coalesce(c.period_to, c.period_from) AND o.status = 'A'
        WHERE c.indicator_id IS NOT NULL AND coalesce(c.period_to, c.period_from) IS NOT NULL
          AND o.observation_id IS NULL""",
    "what measures a base has figures on the base it is a part of": """
        SELECT b.base_id || ': ' || b.measured_by || ' of ' || b.parent_id
        FROM base_population b LEFT JOIN observation o ON o.indicator_id = b.measured_by AND o.base_id = b.parent_id
        WHERE b.measured_by IS NOT NULL AND o.observation_id IS NULL""",
    "a part is counted in the unit of its whole": """
        SELECT i.indicator_id || ': ' || i.unit || ', ' || w.indicator_id || ': ' || w.unit
        FROM indicator i JOIN indicator w ON w.indicator_id = i.part_of WHERE w.unit <> i.unit""",
    "a declared revision is of a figure that an earlier document prints otherwise": f"""
        SELECT r.indicator_id || ' ' || r.period || ' in ' || r.document_id
        FROM revision_declared r LEFT JOIN (
            SELECT l.indicator_id, l.period, l.document_id
            FROM revision_declared q
            JOIN ({_PUBLISHED}) l ON l.indicator_id = q.indicator_id AND l.period = q.period
                AND l.document_id = q.document_id
            JOIN ({_PUBLISHED}) e ON e.indicator_id = l.indicator_id AND e.period = l.period
                AND e.part = l.part AND e.territory_id = l.territory_id
                AND e.is_target = l.is_target AND e.printed <> l.printed
                AND (e.edition_rank < l.edition_rank
                     OR (e.edition_rank = l.edition_rank AND e.kind = 'previously_reported'))
            WHERE l.kind <> 'previously_reported'
        ) changed ON changed.indicator_id = r.indicator_id AND changed.period = r.period
            AND changed.document_id = r.document_id
        WHERE changed.indicator_id IS NULL""",
    "a commentary is on a year of which something is printed": """
        SELECT c.indicator_id || ' ' || c.year
        FROM commentary c LEFT JOIN (
            SELECT indicator_id, period FROM observation UNION SELECT indicator_id, period FROM target
        ) printed ON printed.indicator_id = c.indicator_id AND printed.period = c.year
        WHERE printed.indicator_id IS NULL""",
    "an assessment is of a year of which a result is printed": """
        SELECT a.indicator_id || ' ' || a.year
        FROM assessment a LEFT JOIN (
            SELECT indicator_id, period FROM observation WHERE status = 'A'
        ) printed ON printed.indicator_id = a.indicator_id AND printed.period = a.year
        WHERE printed.indicator_id IS NULL""",
}

NO_SERIES_LOST = (
    "a series of the current version is in the new one too, unless its indicator is named with --allow-lost"
)
NO_YEAR_LOST = (
    "a year of a series stays in the document that printed it, unless its indicator is named with --allow-lost"
)

_SHOWN = 5
"""Of a rule broken many times, so many places are named."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong with a draft: the rule broken and a sentence."""

    rule: str
    message: str


def findings(
    draft: duckdb.DuckDBPyConnection,
    previous: duckdb.DuckDBPyConnection | None,
    allow_lost: Collection[str] | None,
    report: Progress = unheard,
) -> list[Finding]:
    """Return everything that keeps a filled draft from being published after the version `previous`.

    Without `allow_lost` nothing is said of what is lost: whoever examines the draft asks about it.
    """
    asked = _asked()
    broken: dict[str, Iterable[object]] = {
        rule: [", ".join(map(str, row)) for row in draft.execute(asked[rule]).fetchall()]
        for rule in counted(report, "check", asked)
    }
    if previous is not None and allow_lost is not None:
        report("compare")
        broken[NO_SERIES_LOST], broken[NO_YEAR_LOST] = _lost(previous, draft, allow_lost)
    return [
        _finding(rule, [" ".join(str(place).split()) for place in places]) for rule, places in broken.items() if places
    ]


def _asked() -> dict[str, str]:
    """Return every rule with the query for what breaks it."""
    asked: dict[str, str] = {}
    for table, keys in UNIQUE.items():
        for columns in map(", ".join, keys):
            query = f"SELECT {columns} FROM {table} GROUP BY {columns} HAVING count(*) > 1 ORDER BY {columns}"
            asked[f"{table} is unique by {columns}"] = query
    for table, keys_here, other in REFERENCES:
        keys_there = [KEY_MEANT.get(key, key) for key in keys_here]
        same = " AND ".join(f"there.{there} = here.{key}" for there, key in zip(keys_there, keys_here, strict=True))
        shown = ", ".join(f"here.{key}" for key in keys_here)
        asked[f"{', '.join(keys_here)} of {table} refers to {other}"] = (
            f"SELECT DISTINCT {shown} FROM {table} here LEFT JOIN {other} there ON {same} "
            f"WHERE here.{keys_here[0]} IS NOT NULL AND there.{keys_there[0]} IS NULL ORDER BY {shown}"
        )
    return asked | RULES


def _finding(rule: str, places: list[str]) -> Finding:
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    return Finding(rule, f"Expected: {rule}. Found otherwise: {'; '.join(places[:_SHOWN])}{more}.")


@dataclass(frozen=True)
class _Line:
    """The years of one series that one row label of a page prints."""

    series: tuple[str | int, ...]
    """Kind and what makes up a series."""
    document_id: str
    row: tuple[str, str]
    """Page and label."""
    is_linked: bool
    periods: frozenset[int]


def _lines(version: duckdb.DuckDBPyConnection) -> list[_Line]:
    columns = ", ".join(f"f.{column}" for column in ("kind", *SERIES, "document_id", "page_id", "row_label"))
    query = f"SELECT {columns}, i.is_linked, list(DISTINCT f.period) FROM {_FIGURES} GROUP BY {columns}, i.is_linked"
    return [
        _Line(tuple(series), document_id, (page_id, label), is_linked, frozenset(periods))
        for *series, document_id, page_id, label, is_linked, periods in version.execute(query).fetchall()
    ]


def _lost(
    previous: duckdb.DuckDBPyConnection, draft: duckdb.DuckDBPyConnection, allow_lost: Collection[str]
) -> tuple[list[str], list[str]]:
    """Return the series that the previous version has and this one lacks, and the years lost from series it keeps.

    Linking an indicator changes its id, so what was not linked yet is kept if its page still delivers that row.
    """
    kept_series = set()
    years_printed: dict[object, set[int]] = defaultdict(set)
    for line in _lines(draft):
        kept_series.add(line.series)
        years_printed[line.series, line.document_id] |= line.periods
        years_printed[line.row] |= line.periods
    series, years = set(), set()
    for line in _lines(previous):
        rows_years = set() if line.is_linked else years_printed.get(line.row, set())
        lost = line.periods - rows_years - years_printed.get((line.series, line.document_id), set())
        if line.series[1] in allow_lost:
            continue
        if line.series in kept_series or rows_years:
            years |= {f"{_in_words(line.series)} · {period} in {line.document_id}" for period in lost}
        else:
            series.add(_in_words(line.series))
    return sorted(series), sorted(years)


def _in_words(series: tuple[str | int, ...]) -> str:
    return " · ".join(str(part) for part in series if part not in ("", 0))
