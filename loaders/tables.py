"""The rows of every table of the warehouse while they are made, and what keeps them from being published.

Two kinds of trouble are kept apart:

- what the source cannot say (a column without a year) is refused: the figure is not loaded, and a row of `problem`
  says so in the published warehouse;
- what the catalogue ought to say but does not (a policy field unknown, a unit that contradicts) is a fault: all faults
  are collected and nothing is published until a person has mended them.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from loaders.grid import Problem

TableRow = dict[str, Any]


@dataclass
class Tables:
    """The rows so far, by table, and every fault."""

    rows: dict[str, list[TableRow]] = field(default_factory=lambda: defaultdict(list))
    faults: list[Problem] = field(default_factory=list)
    _told: set[tuple[str | None, ...]] = field(default_factory=set)

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """One frame per table of the warehouse."""
        # Nullable types: a year column with a gap must not become a float.
        return {name: pd.DataFrame(rows).convert_dtypes() for name, rows in self.rows.items() if rows}

    def add_fault(self, fault: Problem) -> None:
        """Note a gap in the catalogue; the same one is told once per row of a table."""
        key = (fault.message, fault.found, fault.place, fault.table, fault.row)
        if key not in self._told:
            self._told.add(key)
            self.faults.append(replace(fault, kind="catalogue-gap"))

    def add_problem(self, page_id: str, problem: Problem) -> None:
        """Add a problem of a page."""
        self.rows["problem"].append(
            {
                "page_id": page_id,
                "load_id": page_id,
                "severity": problem.severity,
                "kind": problem.kind or "unnamed",
                "table_title": problem.table,
                "row_label": problem.row,
                "column_header": problem.column,
                "found": problem.found,
                "expected": problem.expected,
                "message": " ".join(filter(None, (problem.message, problem.advice))),
                "place": problem.place,
            }
        )
