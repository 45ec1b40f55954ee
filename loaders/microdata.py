"""Survey files with a row per respondent (.sav, .csv, .xlsx, .parquet) → shares with their precision, never the rows.

Nothing of a respondent leaves this module: a message names the file, the variable, a code that the codebook or the file
itself labels, and how many respondents it is about. How small a base may be shown is decided where figures are told;
each figure carries its n.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyreadstat

from loaders.codebook import Codebook, Question
from loaders.grid import Problem, UnreadableFile
from survey.design import EVERYONE, Design
from survey.estimates import shares
from survey.intervals import wilson_interval

ENDINGS = (".sav", ".csv", ".xlsx", ".parquet")
MOST_VARIABLES = 20_000
"""A survey with more questions than a person can be asked is no survey; a million columns fill the memory."""


@dataclass(frozen=True)
class Microdata:
    """A row per respondent, with what the file says of its codes."""

    rows: pd.DataFrame
    labels: dict[str, dict[Any, str]]
    """Per variable, code → label."""
    missing: dict[str, list[tuple[float, float]]]
    """Per variable, the ranges of codes that the file declares as no answer."""


@dataclass(frozen=True)
class Figure:
    """One share of one indicator in one year, of everyone or of one group."""

    indicator: str
    year: int
    group_variable: str | None
    group: str | None
    share: float
    standard_error: float
    n: int
    effective_n: float
    design_effect: float
    low: float
    high: float
    """Wilson's interval of 95 % at the effective n."""


def read_microdata(file: Path) -> Microdata:
    """Return the respondents of a file. Raises UnreadableFile with a sentence that holds nothing of its contents."""
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise _unreadable(f"a file ending in '{ending}'", f"one of {', '.join(ENDINGS)}")
    if not file.is_file():
        raise _unreadable("no such file", "a survey file")
    try:
        if ending == ".sav":
            rows, meta = pyreadstat.read_sav(str(file), user_missing=True, disable_datetime_conversion=True)
            missing = {
                name: [(one["lo"], one["hi"]) for one in ranges if not isinstance(one["lo"], str)]
                for name, ranges in cast(dict[str, list[dict[str, Any]]], meta.missing_ranges).items()
            }
            return Microdata(rows, meta.variable_value_labels, missing)
        return Microdata(_table(file, ending), {}, {})
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        # Whatever a reader says may quote the cell it stumbled over: only the kind of fault is told
        raise _unreadable(f"a file that cannot be read ({type(error).__name__})", f"a whole {ending} file") from None


def figures(data: Microdata, codebook: Codebook, file: Path) -> tuple[list[Figure], list[Problem]]:
    """Return the figures, or every reason why there are none."""
    problems = list(_mistakes(data, codebook, file))
    if problems:
        return [], problems
    rows, about = data.rows, codebook.survey
    year = _years(rows, codebook)
    answers = {one.id: _answers(data, one) for one in codebook.indicator}
    try:
        design = _design(rows, year, codebook)
    except ValueError as error:
        return [], [Problem(str(error), place=file.name, kind="survey-design")]
    found: list[Figure] = []
    for variable in (None, *about.groups):
        label = year.astype(str) if variable is None else year.astype(str).where(rows[variable].notna())
        keys: pd.Series = label if variable is None else label + "/" + rows[variable].map(_code)
        for row in shares(design, answers, keys).to_dict("records"):
            if row["n"]:
                found.append(_figure(row, variable, data))
    return found, []


def _figure(row: dict[Hashable, Any], variable: str | None, data: Microdata) -> Figure:
    year, _, code = row["group"].partition("/")
    labels = {_code(key): text for key, text in data.labels.get(variable or "", {}).items()}
    share, error, effective_n, effect = (
        _settled(row[one]) for one in ("estimate", "standard_error", "effective_n", "design_effect")
    )
    low, high = (share, share) if effective_n == float("inf") else wilson_interval(share, effective_n)
    return Figure(
        row["question"],
        int(year),
        variable,
        None if variable is None else labels.get(code, code),
        share,
        error,
        int(row["n"]),
        effective_n,
        effect,
        low,
        high,
    )


def _settled(value: float) -> float:
    """Return a number without its last digits, in which it shows which other questions were summed along with it."""
    return float(f"{value:.12g}")


def _table(file: Path, ending: str) -> pd.DataFrame:
    if ending == ".parquet":
        return pd.read_parquet(file)
    if ending == ".csv":
        with file.open(encoding="utf-8-sig") as lines:
            head = lines.readline()
        mark = ";" if head.count(";") > head.count(",") else ","
        if (variables := head.count(mark) + 1) > MOST_VARIABLES:
            raise _unreadable(f"{variables:,} columns", f"at most {MOST_VARIABLES:,}")
        return pd.read_csv(file, sep=mark, decimal="," if mark == ";" else ".", encoding="utf-8-sig")
    from loaders.formats.workbook import read_xlsx

    grids = read_xlsx(file.read_bytes()).grids
    if len(grids) != 1:
        raise _unreadable(f"{len(grids)} tables", "one sheet with one table: names of variables, then respondents")
    names, *respondents = [list(row.cells) for row in grids[0].rows]
    columns = zip(names, zip(*respondents, strict=True), strict=True)
    return pd.DataFrame({name: _as_numbers(pd.Series(cells, dtype=object)) for name, cells in columns})


def _as_numbers(column: pd.Series) -> pd.Series:
    """Return a column of a workbook as numbers where every cell is one; its cells come as text."""
    filled = column.where(column != "")
    numbers = pd.to_numeric(filled.str.replace(",", ".", regex=False), errors="coerce")
    return numbers if numbers.notna().eq(filled.notna()).all() else filled


def _mistakes(data: Microdata, codebook: Codebook, file: Path) -> Iterator[Problem]:
    rows, about = data.rows, codebook.survey

    def problem(message: str, found: str, expected: str, variable: str) -> Problem:
        return Problem(message, found, expected, place=f"{file.name}, variable '{variable}'", kind="microdata")

    missing = [name for name in codebook.variables if name not in rows]
    for name in missing:
        yield problem("A variable of the codebook is not in the file", "no such variable", "the name as printed", name)
    if not len(rows):
        yield Problem("There are no respondents", place=file.name, kind="microdata")
    if missing or not len(rows):
        return
    twice = int(rows[about.respondent].duplicated().sum())
    if twice:
        yield problem("Respondents are in the file twice", f"{twice} more rows", "one row each", about.respondent)
    for needed in filter(None, (about.respondent, about.stratum, about.cluster, about.year_variable)):
        without = int(rows[needed].isna().sum())
        if without:
            yield problem("Respondents have no value", f"{without} respondents", "a value for each", needed)
    if about.weight:
        weight = pd.to_numeric(rows[about.weight], errors="coerce")
        for told, count in (("without a number", weight.isna().sum()), ("at or below 0", (weight <= 0).sum())):
            if count:
                yield problem("A weight is no weight", f"{count} respondents {told}", "above 0", about.weight)
    if about.year_variable:
        year = pd.to_numeric(rows[about.year_variable], errors="coerce")
        strange = int((~year.between(1990, 2100) | (year % 1 != 0)).sum() - rows[about.year_variable].isna().sum())
        if strange:
            yield problem("A year is no year", f"{strange} respondents", "a whole year", about.year_variable)
    for one in codebook.indicator:
        known = {_code(code) for code in chain(one.yes, one.no, one.left_out)}
        column = rows[one.variable]
        unknown = column[column.notna() & ~column.map(_code).isin(known) & ~_is_missing(data, one.variable)]
        labels = {_code(code) for code in data.labels.get(one.variable, {})}
        for code, count in unknown.map(_code).value_counts().items():
            if code in labels:
                yield problem(
                    f"An answer is not in the codebook (indicator '{one.id}')",
                    f"code {code}, {count} respondents",
                    "every code as yes, no or left out",
                    one.variable,
                )
        unlabelled = int((~unknown.map(_code).isin(labels)).sum())
        if unlabelled:
            yield problem(
                f"Answers are neither in the codebook nor labelled in the file (indicator '{one.id}')",
                f"{unlabelled} respondents",
                "every code as yes, no or left out",
                one.variable,
            )


def _years(rows: pd.DataFrame, codebook: Codebook) -> pd.Series:
    about = codebook.survey
    if about.year_variable:
        return rows[about.year_variable].astype(float).astype(int)
    return pd.Series(about.year, index=rows.index)


def _answers(data: Microdata, one: Question) -> pd.Series:
    """Return 1 for yes, 0 for no, missing for whoever is left out or was not asked."""
    code = data.rows[one.variable].map(_code)
    is_yes = code.isin({_code(answer) for answer in one.yes})
    is_no = code.isin({_code(answer) for answer in one.no})
    is_asked = is_yes | is_no
    for asked in one.base:
        is_asked &= data.rows[asked.variable].map(_code).isin({_code(answer) for answer in asked.answers})
    return is_yes.astype(float).where(is_asked)


def _is_missing(data: Microdata, variable: str) -> pd.Series:
    """Say who has a code that the file itself declares as no answer."""
    found = pd.Series(False, index=data.rows.index)
    for low, high in data.missing.get(variable, []):
        found |= pd.to_numeric(data.rows[variable], errors="coerce").between(low, high)
    return found


def _design(rows: pd.DataFrame, year: pd.Series, codebook: Codebook) -> Design:
    """Return the design of all waves: each wave is drawn on its own, so a wave is a stratum, or has its strata."""
    about = codebook.survey
    weight = rows[about.weight].astype(float) if about.weight else pd.Series(1.0, index=rows.index)
    within = rows[about.stratum].map(_code) if about.stratum else pd.Series(EVERYONE, index=rows.index)
    population = {
        f"{wave}/{stratum}": units for wave, strata in about.population.items() for stratum, units in strata.items()
    }
    cluster = rows[about.cluster] if about.cluster else None
    return Design(weight, year.astype(str) + "/" + within, cluster, population or None)


def _code(value: object) -> str:
    """Return a code as written: 1, 1.0 and "1" are one code."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _unreadable(found: str, expected: str) -> UnreadableFile:
    return UnreadableFile(Problem("This is no survey file", found, expected, kind="unreadable-microdata"))
