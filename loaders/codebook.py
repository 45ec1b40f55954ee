"""What the variables of a survey file mean: a codebook in TOML, checked before any respondent is read.

It says per indicator which variable it is, which answers count as yes and as no, which are left out ("weet niet"), who
it was asked of, and for the whole file the weight, the design, the year and the groups to tell apart.
"""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from loaders.catalogue import Entry, Slug, Text, Year
from loaders.grid import Problem
from loaders.validation import mistakes

Code = Annotated[int | float | str, Field(union_mode="smart")]
Units = Annotated[int, Field(gt=0)]


class Asked(Entry):
    """A filter: only who gave one of these answers to an earlier question is in the base."""

    variable: Text
    answers: Annotated[list[Code], Field(min_length=1)]


class Question(Entry):
    """One indicator: a share of who answered yes among who answered yes or no."""

    id: Slug
    variable: Text
    yes: Annotated[list[Code], Field(min_length=1)]
    no: Annotated[list[Code], Field(min_length=1)]
    left_out: list[Code] = Field(default_factory=list)
    base: list[Asked] = Field(default_factory=list)


class Survey(Entry):
    """What holds of the whole file."""

    id: Slug
    title: Text
    note: Text | None = None
    respondent: Text
    weight: Text | None = None
    stratum: Text | None = None
    cluster: Text | None = None
    year: Year | None = None
    year_variable: Text | None = None
    groups: list[Text] = Field(default_factory=list)
    population: dict[str, dict[str, Units]] = Field(default_factory=dict)
    """Per year, per stratum (`everyone` where there are none): how many clusters or people there were to draw from."""


class Codebook(Entry):
    """A whole codebook."""

    survey: Survey
    indicator: Annotated[list[Question], Field(min_length=1)]

    @property
    def variables(self) -> list[str]:
        """Every variable that is named, once."""
        about = self.survey
        named = [about.respondent, about.weight, about.stratum, about.cluster, about.year_variable, *about.groups]
        for one in self.indicator:
            named += [one.variable, *(asked.variable for asked in one.base)]
        return list(dict.fromkeys(name for name in named if name))


def read_codebook(file: Path) -> tuple[Codebook | None, list[Problem]]:
    """Return the codebook, or None and every mistake in it."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        return None, [_problem(file, "no such file", "a codebook")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [_problem(file, str(error), "readable TOML in UTF-8")]
    problems = [
        _problem(file, key, "only [survey] and [[indicator]]", key)
        for key in content
        if key not in Codebook.model_fields
    ]
    listed = content.get("indicator") or [{}]
    entries: list[tuple[str, type[Entry], object]] = [("survey", Survey, content.get("survey", {}))]
    entries += [(f"indicator.{number}", Question, one) for number, one in enumerate(_as_list(listed), start=1)]
    for where, model, values in entries:
        try:
            model.model_validate(values)
        except ValidationError as error:
            for key, found, expected in mistakes(model, error):
                problems.append(_problem(file, found, expected, ".".join(filter(None, (where, key)))))
    if problems:
        return None, problems
    codebook = Codebook.model_validate(content)
    problems = list(_contradictions(file, codebook))
    return (None if problems else codebook), problems


def _as_list(listed: object) -> list[object]:
    return listed if isinstance(listed, list) else [listed]


def _contradictions(file: Path, codebook: Codebook) -> list[Problem]:
    found = []
    if (codebook.survey.year is None) == (codebook.survey.year_variable is None):
        found.append(_problem(file, "both or neither", "either 'year' or 'year_variable'", "survey.year"))
    ids = [one.id for one in codebook.indicator]
    for number, one in enumerate(codebook.indicator, start=1):
        key = f"indicator.{number}"
        if one.id in ids[: number - 1]:
            found.append(_problem(file, one.id, "an id that no other indicator has", f"{key}.id"))
        codes = [*one.yes, *one.no, *one.left_out]
        twice = sorted({str(code) for code in codes if codes.count(code) > 1})
        if twice:
            found.append(_problem(file, ", ".join(twice), "every code once: as yes, no or left out", key))
    return found


def _problem(file: Path, found: object, expected: str, key: str = "") -> Problem:
    place = f"{file.name}, key '{key}'" if key else file.name
    text = found if isinstance(found, str) else repr(found)
    return Problem("This does not belong in a codebook", text, expected, place=place, kind="codebook-entry")
