"""The command `fetch`: figures of another publisher as rows that can be put into `data/sources`.

Nothing is written there itself: a person compares what was fetched, moves the folder and names the document. Modules
that only a run needs are imported in it, so that the command line stays quick for everything else.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.catalogue import Catalogue
    from loaders.grid import Problem
    from loaders.open_data.rows import Publication, Rows
    from warehouse.progress import Progress

COMPLETE, REFUSED, UNREADABLE = 0, 1, 2

_AS_RESULT = "Every figure becomes a benchmark beside what the municipality printed, never a result."


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", data: Path) -> None:
    """Add the command to a parser of commands."""
    fetch = commands.add_parser("fetch", help="fetch figures of CBS, or read an export of waarstaatjegemeente.nl")
    sources = fetch.add_subparsers(title="sources", required=True, metavar="SOURCE")
    cbs = sources.add_parser(
        "cbs",
        help="a table of CBS open data",
        description=f"Fetch a part of a CBS table. {_AS_RESULT} Pages that were received are kept in FOLDER/pages: the "
        "same command goes on where an earlier one broke off.",
    )
    cbs.add_argument("table", metavar="TABLE", help="such as 83648NED")
    cbs.add_argument("--measures", nargs="+", required=True, metavar="CODE=INDICATOR", type=_pair, help="what to fetch")
    cbs.add_argument("--regions", nargs="+", default=["GM0014", "NL01"], metavar="CODE", help="(default: %(default)s)")
    cbs.add_argument(
        "--where",
        nargs="+",
        default=[],
        metavar="DIMENSION=CODE",
        type=_pair,
        help="hold a further dimension at a code",
    )
    cbs.add_argument("--server", default="", metavar="ADDRESS", help="where tables are (default: CBS itself)")
    cbs.set_defaults(command=_cbs, parser=cbs)
    swing = sources.add_parser(
        "swing",
        help="an export of waarstaatjegemeente.nl or another Swing databank",
        description="Read a csv that was exported by hand; headings that are the name of a statutory indicator find "
        f"theirs through data/catalogue/bbv.toml. {_AS_RESULT}",
    )
    swing.add_argument("file", type=Path, metavar="FILE")
    swing.add_argument("--link", nargs="+", default=[], metavar="HEADING=INDICATOR", type=_pair, help="other headings")
    swing.add_argument(
        "--unit", nargs="+", default=[], metavar="HEADING=UNIT", type=_pair, help="units the file does not say"
    )
    swing.add_argument(
        "--retrieved", type=date.fromisoformat, metavar="DATE", help="day of the export (default: today)"
    )
    swing.add_argument("--address", default="https://www.waarstaatjegemeente.nl/", help="(default: %(default)s)")
    swing.set_defaults(command=_swing, parser=swing)
    for source in (cbs, swing):
        source.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the rows are written")
        source.add_argument(
            "--division",
            type=int,
            metavar="YEAR",
            help="municipal division that all years are counted by (default: of each year its own)",
        )
        source.set_defaults(data=data)


def _pair(text: str) -> tuple[str, str]:
    left, sign, right = (part.strip() for part in text.rpartition("="))
    if not (left and sign and right):
        raise argparse.ArgumentTypeError(f"found '{text}', expected two names with = between them")
    return left, right


def _cbs(chosen: argparse.Namespace) -> int:
    from loaders.open_data.fetch import CBS, TABLE, Wanted, fetch_table, today
    from loaders.open_data.retrieval import RetrievalError, Server
    from loaders.open_data.rows import Publication, as_rows
    from loaders.progress_bar import ProgressBar

    if not TABLE.fullmatch(chosen.table):
        chosen.parser.error(f"TABLE: found '{chosen.table}', expected the code of a table, such as 83648NED")
    catalogue = _catalogue(chosen)
    measures = dict(chosen.measures)
    server = Server((chosen.server or CBS).rstrip("/"))
    wanted = Wanted(chosen.table, list(measures), list(dict.fromkeys(chosen.regions)), dict(chosen.where))
    with ProgressBar() as progress:
        try:
            fetched = fetch_table(server, wanted, chosen.out / "pages" / chosen.table, _step(progress))
        except RetrievalError as error:
            failed: Problem | None = error.problem
        else:
            failed = None
    if failed is not None:
        sys.stderr.write(f"{failed.sentence()}\n")
        return UNREADABLE
    rows = as_rows(fetched.figures, measures, catalogue, chosen.division)
    publication = Publication(
        "CBS",
        chosen.table,
        fetched.title,
        f"{server.root}/{chosen.table}",
        today(),
        fetched.modified_on,
        fetched.sha256,
    )
    return _report(publication, rows, fetched.problems, chosen, catalogue)


def _step(progress: "Progress") -> "Progress":
    """Return a listener that says what is fetched; how many pages there will be, no server says beforehand."""

    def told(step: str, done: int = 0, parts: int = 0, /) -> None:
        progress(f"fetch {step}", done, parts)

    return told


def _swing(chosen: argparse.Namespace) -> int:
    import hashlib
    from dataclasses import replace

    from loaders.bbv import by_name, read_bbv
    from loaders.grid import Problem, UnreadableFile
    from loaders.matching import normalised
    from loaders.open_data.fetch import today
    from loaders.open_data.rows import Publication, as_rows
    from loaders.open_data.swing import read_export

    catalogue = _catalogue(chosen)
    listed, faults = read_bbv(chosen.data, catalogue.indicators)
    if faults:
        chosen.parser.error(faults[0].sentence())
    try:
        figures, problems = read_export(chosen.file)
    except OSError as error:
        sys.stderr.write(f"{chosen.file}: {error.strerror}\n")
        return UNREADABLE
    except UnreadableFile as error:
        sys.stderr.write(f"{error.problem.sentence()}\n")
        return UNREADABLE
    official, links, units = by_name(listed), dict(chosen.link), dict(chosen.unit)
    statutory = {one.catalogue: one for one in listed if one.catalogue}
    for heading in dict.fromkeys(one.series for one in figures):
        found = official.get(normalised(heading))
        if found is not None and found.catalogue is not None:
            links.setdefault(heading, found.catalogue)
        meant = statutory.get(links.get(heading, ""))
        if meant is None or heading in units:
            continue
        units[heading] = " / ".join(one.unit for one in meant.units)
        if meant.change is not None:
            problems.append(
                Problem(
                    "The indicator is published in units of two sizes",
                    meant.change.sentence,
                    f"the unit of this file: --unit '{heading}=UNIT'",
                    row=heading,
                    kind="open-data-unit",
                    severity="notice",
                )
            )
    figures = [replace(one, unit=units.get(one.series)) for one in figures]
    retrieved = chosen.retrieved or today()
    publication = Publication(
        "Waarstaatjegemeente.nl",
        "-".join(chosen.file.stem.lower().split()),
        f"Uitvoer {chosen.file.name}",
        chosen.address,
        retrieved,
        None,
        hashlib.sha256(chosen.file.read_bytes()).hexdigest(),
    )
    return _report(publication, as_rows(figures, links, catalogue, chosen.division), problems, chosen, catalogue)


def _catalogue(chosen: argparse.Namespace) -> "Catalogue":
    from loaders.catalogue import read_catalogue

    catalogue, faults = read_catalogue(chosen.data)
    if faults:
        chosen.parser.error(f"{faults[0].sentence()} ({len(faults)} in all; python -m loaders check shows them)")
    return catalogue


def _report(
    publication: "Publication",
    rows: "Rows",
    problems: "Sequence[Problem]",
    chosen: argparse.Namespace,
    catalogue: "Catalogue",
) -> int:
    from loaders.open_data.rows import Rows, differing, write
    from loaders.sources import read_sources

    whole = Rows(rows.figures, (*problems, *rows.refusals))
    written = write(publication, whole, chosen.out)
    pages, _ = read_sources(chosen.data)
    told = [*whole.refusals, *differing(rows.figures, pages, catalogue)]
    sys.stderr.write("".join(f"{one.severity}: {one.sentence()}\n" for one in told))
    sys.stdout.write("".join(f"wrote {os.path.relpath(file)}\n" for file in written))
    refused = sum(one.severity == "refused" for one in told)
    sys.stdout.write(
        f"{len(rows.figures)} figures of {publication.title}; {refused} refused, {len(told) - refused} to look at.\n"
        f"Compare them, move {publication.document_id} to data/sources and add the entry of "
        f"{publication.document_id}.document.toml to data/catalogue/documents.toml.\n"
    )
    return REFUSED if refused else COMPLETE
