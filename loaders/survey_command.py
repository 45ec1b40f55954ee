"""The command `survey`: figures from a file with a row per respondent, as a table or as JSON; never the rows."""

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.grid import UnreadableFile

if TYPE_CHECKING:
    from loaders.microdata import Figure

COMPLETE, REFUSED, UNREADABLE = 0, 1, 2


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to a parser of commands."""
    survey = commands.add_parser(
        "survey",
        help="shares with their precision from the respondents of a survey",
        description="Read a survey file (.sav, .csv, .xlsx, .parquet) with a row per respondent and print, for every "
        "indicator of the codebook, year and group, the weighted share, its standard error by the design, the number "
        "of answers, the effective number and the design effect. Nothing of a respondent is printed or kept.",
    )
    survey.add_argument("file", type=Path, metavar="FILE")
    survey.add_argument("--codebook", type=Path, required=True, metavar="CODEBOOK.toml", help="what the variables mean")
    survey.add_argument("--json", action="store_true", help="print JSON")
    survey.add_argument("--csv", action="store_true", help="print CSV, as data/examples keeps it")
    survey.set_defaults(command=_survey)


def _survey(chosen: argparse.Namespace) -> int:
    from loaders.codebook import read_codebook
    from loaders.microdata import figures, read_microdata

    codebook, problems = read_codebook(chosen.codebook)
    found: list[Figure] = []
    try:
        data = read_microdata(chosen.file)
    except UnreadableFile as error:
        for problem in problems:
            print(f"refused: {problem.sentence()}", file=sys.stderr)  # noqa: T201
        print(error.problem.sentence(str(chosen.file)), file=sys.stderr)  # noqa: T201
        return UNREADABLE
    if codebook is not None:
        found, problems = figures(data, codebook, chosen.file)
    for problem in problems:
        print(f"refused: {problem.sentence()}", file=sys.stderr)  # noqa: T201
    if chosen.json:
        rows = [{key: _json(value) for key, value in asdict(one).items()} for one in found]
        print(json.dumps({"figures": rows, "problems": [asdict(one) for one in problems]}, indent=1))  # noqa: T201
    elif found and chosen.csv and codebook is not None:
        sys.stdout.write(as_csv(found, codebook.survey.title))
    elif found:
        print("\n".join(_lines(found)))  # noqa: T201
    return REFUSED if problems else COMPLETE


def as_csv(found: Sequence["Figure"], survey: str) -> str:
    """Return estimates as the rows of `loaders.examples`; shares in percent."""

    from loaders.examples import ExampleEstimate

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(ExampleEstimate.model_fields)
    for one in found:
        percents = [round(100 * value, 2) for value in (one.share, one.standard_error, one.low, one.high)]
        group = one.group_variable or "", one.group or ""
        writer.writerow([survey, one.indicator, one.year, *group, *percents, one.n, round(one.design_effect, 3)])
    return out.getvalue()


def _json(value: object) -> object:
    return None if isinstance(value, float) and not isfinite(value) else value


def _lines(found: Sequence["Figure"]) -> Iterator[str]:
    width = max(len(one.indicator) for one in found)
    yield f"{'indicator':<{width}}  year  {'group':<24} share    s.e.  interval of 95 %       n  effective  deff"
    for one in found:
        group = f"{one.group_variable} = {one.group}" if one.group_variable else "everyone"
        yield (
            f"{one.indicator:<{width}}  {one.year}  {group:<24}{one.share:6.1%}{one.standard_error:8.2%}"
            f"{one.low:9.1%} to {one.high:6.1%}{one.n:8d}{one.effective_n:11.0f}{one.design_effect:6.2f}"
        )
