"""The command line of the loaders: extract, intake, claims, fetch, survey, build, check, draft,
release, rollback, log.

Standard output carries results, standard error what went wrong with a file and the progress of a folder. Exit code
0: nothing was refused; 1: something was; 2: a file could not be read at all. Each command imports only what
it needs: reading one text page must not wait for the warehouse.
"""

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from loaders import build_command, release_command, survey_command
from loaders.grid import Problem, UnreadableFile
from loaders.intake import command as intake
from loaders.open_data import command as fetch

if TYPE_CHECKING:
    from loaders.claims import Found
    from loaders.extraction import Extraction, Table

PROJECT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DOELBEREIK_DATA") or PROJECT / "data")
SOURCES = DATA / "sources"

COMPLETE, REFUSED, UNREADABLE = 0, 1, 2

# Starting a process and its imports costs what reading some 20 pages does
PAGES_WORTH_A_PROCESS = 40
# What a browser puts beside a page it saves whole: its pictures and scripts
BESIDE_A_PAGE = ("_files", "_bestanden")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Figures come with ≥, € and ±, wherever the output goes
        sys.stdout.reconfigure(encoding="utf-8")
    chosen = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = chosen.command
    try:
        return command(chosen)
    except BrokenPipeError:
        # The reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COMPLETE
    except MemoryError:
        print("There is not enough memory for this command. What is served stays as it is.", file=sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loaders",
        description="Read indicator tables from pages, workbooks, documents and pdf files, and publish the warehouse.",
        epilog="Exit code 0: nothing was refused. 1: something was, and is named. 2: a file cannot be read at all.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    extract = commands.add_parser(
        "extract",
        help="show the tables found in a file or folder",
        description="Find the indicator tables of a saved page (text or html), workbook (.xlsx, .ods), document "
        "(.docx) or pdf, and report columns with role and year, rows, notes, and everything that was refused. "
        "A folder is read whole, with one line for each file.",
    )
    extract.add_argument("path", type=Path, metavar="FILE", help="a file, or a folder of files")
    extract.add_argument(
        "--document", metavar="ID", help="document it belongs to, such as rekening-2018 (see data/catalogue)"
    )
    extract.add_argument("--json", action="store_true", help="print JSON; of a folder one document per line")
    extract.add_argument("--save", action="store_true", help="write the figures to data/sources/ID/ (needs --document)")
    extract.add_argument("--page", metavar="NAME", help="name of the page there (default: the name of the file)")
    extract.add_argument("--traceback", action="store_true", help="when the program itself fails, show where")
    extract.set_defaults(command=_extract, parser=extract)

    claims = commands.add_parser(
        "claims",
        help="show the sentences of a page that claim something of an indicator",
        description="Find, outside the tables of a page, the sentences that say that something changed, give a figure, "
        "or name an indicator with a year. Of each: line, direction, size, levels, years, the indicators it may be "
        "about, whether data/catalogue/claims.toml has it, and else the draft of an entry there. The paraphrase of a "
        "draft is left for a person: a sentence of a document may not be copied.",
    )
    claims.add_argument("path", type=Path, metavar="FILE", help="a saved page, document or pdf")
    claims.add_argument("--document", metavar="ID", help="document it belongs to, such as rekening-2018")
    claims.add_argument("--page", metavar="NAME", help="name of the page in data/sources/ID (default: its code)")
    claims.add_argument("--json", action="store_true", help="print JSON")
    claims.set_defaults(command=_claims, parser=claims)

    intake.add_to(commands, DATA)
    fetch.add_to(commands, DATA)
    survey_command.add_to(commands)

    build_command.add_to(commands, DATA)
    release_command.add_to(commands, DATA)
    return parser


# Extract ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """What to do with each file."""

    document_id: str | None
    as_json: bool
    save: bool
    page: str | None
    in_folder: bool
    traceback: bool


@dataclass(frozen=True)
class Answer:
    """What one file gave: text for standard output and for standard error, and the exit code."""

    code: int
    output: str
    complaint: str = ""


def _extract(chosen: argparse.Namespace) -> int:
    if chosen.save and not chosen.document:
        chosen.parser.error("--save needs --document ID: figures are stored by document")
    if chosen.save:
        _refuse_unknown_document(chosen)
    path: Path = chosen.path
    request = Request(chosen.document, chosen.json, chosen.save, chosen.page, path.is_dir(), chosen.traceback)
    if not request.in_folder:
        answer = _answer(path, request)
        _print_answer(answer)
        return answer.code
    if chosen.page:
        chosen.parser.error("--page names the page of one file, not of a folder")
    return _extract_folder(path, request)


def _refuse_unknown_document(chosen: argparse.Namespace) -> None:
    import tomllib
    from difflib import get_close_matches

    catalogue = DATA / "catalogue" / "documents.toml"
    known = [document["id"] for document in tomllib.loads(catalogue.read_text(encoding="utf-8"))["document"]]
    if chosen.document not in known:
        closest = get_close_matches(chosen.document, known) or known
        chosen.parser.error(
            f"--document: found '{chosen.document}', expected a document of {os.path.relpath(catalogue)}, such as "
            f"{', '.join(closest[:3])}; add the document there first if it is new"
        )


def _extract_folder(folder: Path, request: Request) -> int:
    from loaders.progress_bar import ProgressBar

    files = sorted(_files(folder))
    if not files:
        print(f"{folder}: there is no file in this folder. Expected saved pages. Name another folder.", file=sys.stderr)
        return UNREADABLE
    codes = []
    with ProgressBar() as bar:
        bar("pages", 0, len(files))
        for answer in _answers(files, request):
            with bar.set_aside():
                _print_answer(answer)
            codes.append(answer.code)
            bar("pages", len(codes), len(files))
    if not request.as_json:
        read, refused = len(codes) - codes.count(UNREADABLE), codes.count(REFUSED)
        print(f"{read} of {len(codes)} files read, {refused} of them with something refused.")
    if all(code == UNREADABLE for code in codes):
        return UNREADABLE
    return COMPLETE if all(code == COMPLETE for code in codes) else REFUSED


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        is_beside = any(part.endswith(BESIDE_A_PAGE) for part in parts[:-1])
        if path.is_file() and not is_beside and not any(part.startswith((".", "~$")) for part in parts):
            yield path


def _answers(files: Sequence[Path], request: Request) -> Iterator[Answer]:
    """Yield one answer a file, in order; many files are divided over the processors."""
    processes = min(os.cpu_count() or 1, len(files) // PAGES_WORTH_A_PROCESS)
    if processes < 2:
        yield from (_answer(file, request) for file in files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(_answer, files, [request] * len(files), chunksize=8)


def _answer(file: Path, request: Request) -> Answer:
    from loaders.extract import extract_file

    try:
        extraction = extract_file(file, request.document_id)
    except UnreadableFile as error:
        return _unreadable(file, error.problem, request)
    except Exception as error:
        # A fault of ours must not cost a folder of pages its answers, nor show a clerk a traceback
        fault = Problem(
            "The loader itself failed on this file, which is a fault of the program and not of the file.",
            found=f"{type(error).__name__}: {error}",
            expected="a reading or a refusal",
            kind="loader-fault",
            advice="Run it again with --traceback, and report what that shows together with the file.",
        )
        if request.traceback:
            raise
        return _unreadable(file, fault, request)
    saved = _save(extraction, file, request) if request.save else ""
    code = REFUSED if extraction.has_refusals else COMPLETE
    if request.as_json:
        return Answer(code, _json(extraction.to_json(), request), saved)
    return Answer(code, (_brief if request.in_folder else _report)(extraction, file) + saved)


def _unreadable(file: Path, problem: Problem, request: Request) -> Answer:
    output = ""
    if request.as_json:
        output = _json({"document": {"file": file.name}, "tables": [], "problems": [asdict(problem)]}, request)
    return Answer(UNREADABLE, output, f"{problem.sentence(str(file))}\n")


def _json(document: dict[str, object], request: Request) -> str:
    return json.dumps(document, ensure_ascii=False, indent=None if request.in_folder else 1) + "\n"


def _save(extraction: "Extraction", file: Path, request: Request) -> str:
    from loaders import sources

    assert request.document_id is not None
    page = request.page or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    written = sources.save(extraction, SOURCES, request.document_id, page)
    return "".join(f"wrote {os.path.relpath(path)}\n" for path in written)


def _print_answer(answer: Answer) -> None:
    sys.stdout.write(answer.output)
    sys.stderr.write(answer.complaint)


# The report a person reads -----------------------------------------------------------------------------------

WIDEST_CELL = 28


def _brief(extraction: "Extraction", file: Path) -> str:
    rows = sum(len(table.rows) for table in extraction.tables)
    lines = [f"{file}: {_count(len(extraction.tables), 'table')}, {_count(rows, 'row')}"]
    lines += [f"  {_problem_line(problem, '')}" for problem in extraction.problems]
    return "\n".join(lines) + "\n"


def _report(extraction: "Extraction", file: Path) -> str:
    document = extraction.document
    about = [str(document[key]) for key in ("id", "kind", "fiscal_year", "address") if document.get(key)]
    rows = sum(len(table.rows) for table in extraction.tables)
    lines = [
        f"{file}: {_count(len(extraction.tables), 'table')}, {_count(rows, 'row')}",
        *([", ".join(about)] if about else []),
    ]
    for number, table in enumerate(extraction.tables, start=1):
        lines += ["", *_table_lines(number, table)]
    if extraction.problems:
        lines += ["", _count(len(extraction.problems), "problem")]
        lines += [_problem_line(problem, file.name) for problem in extraction.problems]
    return "\n".join(lines) + "\n"


# What to do about the faults that reading names by kind alone
ADVICE = {
    "no-table": "Look whether the page has a table; figures in sentences are typed into a .curated.csv file.",
    "header-missing": "Add the header to the file as the page shows it.",
    "header-unreadable": "Add the words and years to the header as the page shows them.",
    "header-contradicts-document": "Look at the page whether the header or the document's year is wrong.",
    "year-out-of-range": "Look at the page, and repair the year in the file if it was saved wrongly.",
    "year-unknown": "Say which document it is with --document, or add the year to the header.",
    "label-missing": "Add the name of the indicator to the file as the page shows it.",
    "row-not-alignable": "Put the missing cell into the file as the page shows it, `-` where it is blank.",
    "row-without-figures": "Look at the page whether figures are missing.",
    "note-missing": "Look at the page whether the note was left out.",
    "note-unused": "Look at the page whether a marker was left out.",
}


def _problem_line(problem: Problem, file: str) -> str:
    told = problem if problem.advice else replace(problem, advice=ADVICE.get(problem.kind, ""))
    return f"{problem.severity}: {told.sentence(file)}"


def _table_lines(number: int, table: "Table") -> Iterator[str]:
    field = " ".join(filter(None, (table.field_code, table.field_title)))
    yield f"table {number}: {_one_line(table.title) or 'without a title'}"
    for name, text in (("programme", table.programme), ("field", field), ("place", table.place)):
        if text:
            yield f"  {name}: {_one_line(text)}"
    yield "  columns"
    for column in table.columns:
        year = (
            "" if column.year is None else f" {column.year}{' (inferred)' if column.year_source == 'inferred' else ''}"
        )
        yield f"    {column.role}{year}: '{_one_line(column.header)}'"
    yield "  rows"
    cells = [[_shortened(_one_line(cell.raw)) or "(empty)" for cell in row.cells] for row in table.rows]
    widths = [
        max(len(line[index]) for line in cells if index < len(line)) for index in range(max(map(len, cells), default=0))
    ]
    group = None
    for row, line in zip(table.rows, cells, strict=True):
        if row.group != group and row.group:
            yield f"    -- {_one_line(row.group)}"
        group = row.group
        markers = f" [{', '.join(row.markers)}]" if row.markers else ""
        yield f"    {_one_line(row.label)}{markers}"
        yield "      " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=False)).rstrip()
    if table.notes:
        yield "  notes"
        for marker, text in table.notes.items():
            yield f"    {marker}: {'(no note found)' if text is None else _one_line(text)}"
    for remark in table.remarks:
        yield f"  remark: {_one_line(remark)}"


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= WIDEST_CELL else f"{text[: WIDEST_CELL - 1]}…"


# Claims ----------------------------------------------------------------------------------------------------


def _claims(chosen: argparse.Namespace) -> int:
    from loaders.catalogue import read_catalogue
    from loaders.claims import find_claims

    if chosen.document:
        _refuse_unknown_document(chosen)
    elif chosen.page:
        chosen.parser.error("--page needs --document ID: pages are named within a document")
    catalogue, faults = read_catalogue(DATA)
    for fault in faults:
        print(f"refused: {fault.sentence()}", file=sys.stderr)
    page_id = f"{chosen.document}/{chosen.page}" if chosen.page else None
    try:
        found = find_claims(chosen.path, catalogue, chosen.document, page_id)
    except UnreadableFile as error:
        print(error.problem.sentence(str(chosen.path)), file=sys.stderr)
        return UNREADABLE
    if chosen.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_claim_lines(found, chosen.path)))
    return REFUSED if faults or found.has_refusals else COMPLETE


def _claim_lines(found: "Found", file: Path) -> Iterator[str]:
    known = sum(bool(sentence.known) for sentence in found.sentences)
    yield f"{file}: {_count(len(found.sentences), 'sentence')}, {known} of them in the catalogue"
    for one in found.sentences:
        size = "" if one.difference is None else f"by {one.difference:g} {one.printed_unit}"
        levels = [f"{level.qualifier} {level.value:g} {level.unit}" for level in one.levels]
        years = " to ".join(str(year) for year in (one.period_from, one.period_to) if year)
        recognised = [" ".join(filter(None, (one.direction, size))), *levels, years]
        yield from ("", f"line {one.line}: {one.text}", f"  {' · '.join(filter(None, recognised))}")
        for guess in one.indicators:
            carried = ", by the sentence before" if guess.carried_over else ""
            yield f"  indicator: {guess.indicator} ({guess.score:.0f}{carried})"
        if one.known:
            yield f"  in the catalogue: {', '.join(one.known)}"
        else:
            yield from (f"    {line}".rstrip() for line in found.draft(one).split("\n"))


if __name__ == "__main__":
    sys.exit(main())
