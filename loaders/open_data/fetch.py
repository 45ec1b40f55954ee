"""Fetches a table of CBS open data, page by page; every page is kept, so that a run that broke off goes on."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from loaders.grid import Problem
from loaders.open_data.cbs import MEASURE, REGION, Codes, read_codes, read_observations
from loaders.open_data.figures import OpenFigure, unpadded
from loaders.open_data.retrieval import RetrievalError, Server
from loaders.validation import closest
from warehouse.progress import Progress, unheard

CBS = "https://datasets.cbs.nl/odata/v1/CBS"

TABLE = re.compile(r"[0-9A-Za-z]{4,12}")


@dataclass(frozen=True)
class Wanted:
    """Which part of a table to fetch."""

    table: str
    measures: Sequence[str]
    regions: Sequence[str]
    where: Mapping[str, str] = field(default_factory=dict)
    """Further dimension → the code it is held at."""


@dataclass(frozen=True)
class Fetched:
    """What was fetched of a table."""

    title: str
    modified_on: date | None
    figures: tuple[OpenFigure, ...]
    problems: tuple[Problem, ...]
    sha256: str
    """Of all pages, in order."""


def fetch_table(server: Server, wanted: Wanted, folder: Path, progress: Progress = unheard) -> Fetched:
    """Fetch a part of a table below `folder`, and read it; pages that are there already are not fetched again.

    A table that changed since the pages were kept is fetched anew: figures of two moments are never mixed.
    """
    kept = _Pages(server, f"{server.root}/{wanted.table}", folder, progress)
    progress("properties")
    properties = server.json(f"{kept.address}/Properties")
    kept.begin({"part": _part(wanted), "modified": _modified(properties)})
    lists = [kept.rows(name, f"{kept.address}/{name}") for name in ("MeasureCodes", "PeriodenCodes", "RegioSCodes")]
    codes = read_codes(*lists)
    held = {
        key: _padded(code, kept.rows(f"{key}Codes", f"{kept.address}/{key}Codes"), wanted.table)
        for key, code in wanted.where.items()
    }
    query = quote(_filter(wanted, codes, held), safe="(),'$=")
    most = properties.get("ObservationCount")
    rows = kept.rows("Observations", f"{kept.address}/Observations?$filter={query}", most)
    figures, problems = read_observations(rows, codes, wanted.table, wanted.where)
    moment = _modified(properties)
    return Fetched(
        str(properties.get("Title") or wanted.table).strip(),
        datetime.fromisoformat(moment).date() if moment else None,
        tuple(figures),
        tuple(problems),
        kept.sha256(),
    )


def _part(wanted: Wanted) -> dict[str, Any]:
    return {"measures": list(wanted.measures), "regions": list(wanted.regions), "where": dict(wanted.where)}


def _modified(properties: Mapping[str, Any]) -> str | None:
    """Return when the figures last changed; the table as a whole where CBS does not say it of the figures."""
    moment = properties.get("ObservationsModified") or properties.get("Modified")
    if not isinstance(moment, str):
        return None
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    return moment


def _filter(wanted: Wanted, codes: Codes, held: Mapping[str, str]) -> str:
    """Return the OData filter; a code that the table does not have is refused before anything is asked."""
    chosen = [
        _one_of(MEASURE, _known(wanted.measures, codes.measures, wanted, "measure")),
        _one_of(REGION, [codes.padded[code] for code in _known(wanted.regions, codes.regions, wanted, "region")]),
        *(_one_of(key, [code]) for key, code in held.items()),
    ]
    return " and ".join(chosen)


def _one_of(key: str, codes: Sequence[str]) -> str:
    quoted = [code.replace("'", "''") for code in codes]
    return "(" + " or ".join(f"{key} eq '{code}'" for code in quoted) + ")"


def _padded(code: str, rows: Sequence[Mapping[str, Any]], table: str) -> str:
    """Return a code of a further dimension as the server writes it."""
    known = {unpadded(str(row["Identifier"])): str(row["Identifier"]) for row in rows if "Identifier" in row}
    if code not in known:
        expected = "a code of that dimension" + closest(code, known)
        raise RetrievalError(Problem("The table has no such code", code, expected, place=table))
    return known[code]


def _known(asked: Sequence[str], known: Mapping[str, object], wanted: Wanted, what: str) -> Sequence[str]:
    for code in asked:
        if code not in known:
            expected = f"a {what} of the table" + closest(code, known)
            raise RetrievalError(Problem("The table has no such code", code, expected, place=wanted.table))
    return asked


class _Pages:
    """The pages of one table, kept as they were received."""

    def __init__(self, server: Server, address: str, folder: Path, progress: Progress) -> None:
        self.server, self.address, self.folder, self.progress = server, address, folder, progress
        self._used: list[Path] = []

    def begin(self, run: Mapping[str, Any]) -> None:
        """Go on with a run over the same part of the same table, or start a new one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        told = self.folder / "run.json"
        if _json(told) != run:
            for page in self.folder.glob("*.page.json"):
                page.unlink()
            _keep(told, json.dumps(run, ensure_ascii=False, indent=1))

    def rows(self, name: str, first: str, most: object = None) -> list[Mapping[str, Any]]:
        """Return the rows of a list from all its pages; a server that goes round in circles is refused."""
        rows: list[Mapping[str, Any]] = []
        ids: set[object] = set()
        for address, page in self._pages(name, first):
            new = page.get("value")
            if not isinstance(new, list) or not all(isinstance(row, dict) for row in new):
                raise _strange(address, "no list of rows in 'value'", "an OData answer")
            again = [row["Id"] for row in new if "Id" in row and row["Id"] in ids]
            if again:
                raise _strange(address, f"observation {again[0]} for the second time", "each observation once")
            ids.update(row["Id"] for row in new if "Id" in row)
            rows += new
            if isinstance(most, int) and len(rows) > most:
                raise _strange(address, f"{len(rows)} rows", f"at most the {most} the table has")
        return rows

    def _pages(self, name: str, first: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        address: str | None = first
        asked: set[str] = set()
        while address:
            if address in asked:
                raise _strange(address, "a next page that was there before", "a page that is new, or none")
            asked.add(address)
            self.progress(f"{name}, page {len(asked)}")
            file = self.folder / f"{name}.{len(asked):04d}.page.json"
            page = _json(file)
            if page is None or page.get("asked") != address:
                page = {"asked": address, "answer": self.server.json(address)}
                _keep(file, json.dumps(page, ensure_ascii=False))
            self._used.append(file)
            answer = page["answer"]
            yield address, answer
            link = answer.get("@odata.nextLink")
            address = self.server.within(address, str(link)) if link else None

    def sha256(self) -> str:
        """Return the checksum of every page that was used."""
        sums = hashlib.sha256()
        for file in self._used:
            sums.update(file.read_bytes())
        return sums.hexdigest()


def _json(file: Path) -> dict[str, Any] | None:
    """Return what was kept, None where it is not there or cannot be read (a machine that stopped while writing)."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _keep(file: Path, text: str) -> None:
    """Write a file whole or not at all."""
    beside = file.with_suffix(".part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def _strange(address: str, found: str, expected: str) -> RetrievalError:
    return RetrievalError(Problem("The answers do not fit together", found, expected, place=address, kind="open-data"))


def today() -> date:
    """Return the day of the fetch, in UTC as everything stored is."""
    return datetime.now(UTC).date()
