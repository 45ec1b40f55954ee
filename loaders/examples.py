"""Estimates of made-up surveys, for the explanation of margins: `data/examples/*.estimates.csv`.

`python -m loaders survey FILE --codebook FILE --csv` prints such a file. Nobody gave those answers, and the table they
go into is read by the page that explains margins alone.
"""

import csv
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from loaders.grid import Problem
from loaders.sources import StoredRow
from loaders.tables import TableRow
from loaders.validation import FileFaults

Percent = Annotated[float, Field(ge=0, le=100)]


class ExampleEstimate(StoredRow):
    """One estimate of a made-up survey; `group_variable` and `group_name` are empty for everyone asked."""

    survey: Annotated[str, Field(min_length=1)]
    question: Annotated[str, Field(min_length=1)]
    year: Annotated[int, Field(ge=1990, le=2100)]
    group_variable: str
    group_name: str
    share: Percent
    standard_error: Annotated[float, Field(ge=0)]
    low: Percent
    high: Percent
    n: Annotated[int, Field(gt=0)]
    design_effect: Annotated[float, Field(gt=0)]


def read_examples(data: Path) -> tuple[list[TableRow], list[Problem]]:
    """Return the rows of table `survey_example`, and every mistake in the files."""
    faults = FileFaults(data, "This is no estimate of an example", "example-estimate")
    rows: list[TableRow] = []
    for file in sorted((data / "examples").glob("*.estimates.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            for number, fields in enumerate(csv.DictReader(stream), start=1):
                try:
                    one = ExampleEstimate.model_validate(fields)
                except ValidationError as error:
                    faults.add_invalid(file, ExampleEstimate, error, f"row {number}")
                    continue
                rows.append(one.model_dump() | {"sort_order": len(rows) + 1})
    return rows, faults.problems
