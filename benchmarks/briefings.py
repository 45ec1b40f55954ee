"""How fast files are made: briefings in every layout, beside the least the same typesetter can be asked for; and data.

    python -m benchmarks.briefings [--subjects 24]

Every briefing is another one, as for visitors: nothing is kept from one to the next but fonts and template. Budget: at
most 0.2 s a pdf after the first, in processor time, so that what else the machine is doing does not count. The ratio
to one tagged page with one sentence on it, set by the same typesetter in the same run, tells what machine it was.
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import typst

from api import contents, files
from benchmarks.measured import RATIO, Measured, options, tell
from benchmarks.running import PROJECT
from exports import briefing_pdf, briefing_words, fonts
from exports.briefing_record import BriefingRecord
from indicators import briefing, reading
from loaders.build import build
from warehouse.store import Warehouse

BUDGET = 0.2
HOST = "https://doelbereik.example"
PAGE = '#set document(title: "{n}")\n#set text(font: "Source Sans 3", lang: "nl")\n= Kop\nZin nummer {n}.'
SECONDS = "s of processor time"


Thing = TypeVar("Thing")
Made = TypeVar("Made")


def main() -> int:
    """Make the files, and tell what they took."""
    parser = options(__doc__)
    parser.add_argument("--subjects", type=int, default=24, help="about as many briefings (default 24)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build(PROJECT / "data", Path(folder))
        warehouse = Warehouse(Path(folder))
        subjects = [(one, year) for one in briefing.subjects(warehouse) for year in one.years]
        # Evenly over all there is, so that large programmes and small fields are there alike.
        chosen = subjects[:: max(1, len(subjects) // asked.subjects)]
        records, record = timed(partial(told, warehouse), chosen)
        found = [each("record of a briefing", record), *of_briefings(records), *of_data(warehouse, asked.subjects)]
    return tell(found, asked.json)


def of_briefings(records: list[BriefingRecord]) -> Iterator[Measured]:
    """Tell what briefings take in every layout."""
    _, first = timed(briefing_pdf.pdf, records[:1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, pdf = timed(partial(briefing_pdf.pdf, host=HOST), records)
    kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    set_one = sentence_setter()
    set_one(0)
    _, least = timed(set_one, range(1, len(records) + 1))
    _, together = timed(partial(briefing_pdf.together, heading="Alles", host=HOST), [records])
    usual, floor = statistics.median(pdf), statistics.median(least)
    rows = f"{len(records)} briefings of {sum(len(one.rows) for one in records)} rows, the slowest {max(pdf):.3f} s"
    yield Measured("one briefing pdf", usual, SECONDS, BUDGET, "lower", "a page of one sentence", floor, rows)
    yield Measured("briefing pdf beside a page of one sentence", usual / floor, RATIO, None, "lower", "Typst alone", 1)
    yield each("briefing pdf, the first of a process", first)
    yield each("briefing pdf, all in one document, each", [together[0] / len(records)])
    yield Measured("memory that briefing pdfs add", kept / 1024, "MB", note=rows)
    for ending in ("html", "pptx"):
        yield each(f"briefing {ending}", [seconds_of(partial(files.LAYOUTS[ending], one, HOST)) for one in records])


def of_data(warehouse: Warehouse, at_most: int) -> Iterator[Measured]:
    """Tell what files of figures take, of so many policy fields that have any, and an indicator of each."""
    fields = [one.policy_field_id for one in reading.policy_fields(warehouse)]
    fields = [one for one in fields if reading.years(warehouse, one)][:at_most]
    rows = [row for one in fields for row in reading.indicator_years(warehouse, one, reading.years(warehouse, one)[0])]
    drawn = [one.indicator.indicator_id for one in rows if one.achieved and one.achieved.value is not None]
    ids = list(dict.fromkeys(drawn))[:at_most]
    for about, makers, things in (("policy field", files.OF_FIELD, fields), ("indicator", files.OF_INDICATOR, ids)):
        for ending, make in makers.items():
            yield each(f"{about} as {ending}", [seconds_of(partial(make, warehouse, one, None)) for one in things])
    yield each("all open tables as a Data Package", timed(contents.package, [warehouse])[1])
    yield each("all open tables as Parquet", timed(contents.parquet_tables, [warehouse])[1])


def each(what: str, seconds: list[float]) -> Measured:
    """Tell the median of some."""
    return Measured(what, statistics.median(seconds), SECONDS, note=f"of {len(seconds)}" if len(seconds) > 1 else "")


def told(warehouse: Warehouse, asked: tuple[briefing.Subject, int]) -> BriefingRecord:
    """Return the record of one subject in one year."""
    subject, year = asked
    facts = briefing.briefing(warehouse, subject.kind, subject.subject_id, year)
    return briefing_words.record(facts, f"/briefing/{subject.subject_id}?jaar={year}")


def sentence_setter() -> Callable[[int], None]:
    """Return what sets one tagged page with a sentence, another one for every number."""
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(fonts.folder())])
    compiler = typst.Compiler(font_paths=known, ignore_system_fonts=True)

    def set_one(number: int) -> None:
        page = PAGE.format(n=number).encode()
        compiler.compile(page, format="pdf", pdf_standards=[*briefing_pdf.STANDARDS], timestamp=0)

    return set_one


def seconds_of(make: Callable[[], object]) -> float:
    """Return how many seconds of processor time one thing takes."""
    begun = time.process_time()
    make()
    return time.process_time() - begun


def timed(make: Callable[[Thing], Made], things: Iterable[Thing]) -> tuple[list[Made], list[float]]:
    """Return what is made of each thing, and how many seconds of processor time each took."""
    made, spent = [], []
    for thing in things:
        begun = time.process_time()
        made.append(make(thing))
        spent.append(time.process_time() - begun)
    return made, spent


if __name__ == "__main__":
    raise SystemExit(main())
