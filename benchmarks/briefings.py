"""How fast briefings are made: the record, and the pdf beside the least that the same typesetter can be asked for.

    python benchmarks/briefings.py [--subjects 24]

Every pdf is of another briefing, as for visitors: nothing is kept from one to the next but fonts and template. Budget:
at most 0.2 s a pdf after the first, in processor time, so that what else the machine is doing does not count. The ratio
to one tagged page with one sentence on it, set by the same typesetter in the same run, tells what machine it was.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypeVar

import typst

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))  # a script is started with its own folder on the path, not the project's

from exports import briefing_pdf, briefing_words, fonts  # noqa: E402
from exports.briefing_record import BriefingRecord  # noqa: E402
from indicators import briefing  # noqa: E402
from loaders.build import build  # noqa: E402
from warehouse.store import Warehouse  # noqa: E402

BUDGET = 0.2
HOST = "https://doelbereik.example"
PAGE = '#set document(title: "{n}")\n#set text(font: "Source Sans 3", lang: "nl")\n= Kop\nZin nummer {n}.'


Thing = TypeVar("Thing")
Made = TypeVar("Made")


def main() -> int:
    """Make the briefings, print what they took; 1 when slower than the budget."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--subjects", type=int, default=24, help="about as many briefings (default 24)")
    subjects: int = parser.parse_args().subjects
    with tempfile.TemporaryDirectory() as folder:
        build(PROJECT / "data", Path(folder))
        warehouse = Warehouse(Path(folder))
        asked = [(one, year) for one in briefing.subjects(warehouse) for year in one.years]
        # Evenly over all there is, so that large programmes and small fields are there alike.
        chosen = asked[:: max(1, len(asked) // subjects)]
        records, record = timed(partial(told, warehouse), chosen)
    _, first = timed(briefing_pdf.pdf, records[:1])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    _, pdf = timed(partial(briefing_pdf.pdf, host=HOST), records)
    kept = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    set_one = sentence_setter()
    set_one(0)
    _, least = timed(set_one, range(1, len(records) + 1))
    _, together = timed(partial(briefing_pdf.together, heading="Alles", host=HOST), [records])
    usual, floor = statistics.median(pdf), statistics.median(least)
    ratio = f"{usual / floor:.0f} × a page of one sentence ({floor * 1000:.1f})"
    is_kept = usual <= BUDGET
    print(f"{len(records)} briefings of {sum(len(one.rows) for one in records)} rows, milliseconds of processor time")
    print(f"  record, each         {statistics.median(record) * 1000:6.0f}")
    print(f"  pdf, the first       {first[0] * 1000:6.0f}")
    print(f"  pdf, each after      {usual * 1000:6.0f}   {ratio}")
    print(f"  pdf, the slowest     {max(pdf) * 1000:6.0f}")
    print(f"  memory they add      {kept / 1024:6.0f} MB")
    print(f"  all in one, each     {together[0] / len(records) * 1000:6.0f}")
    print(f"  budget               {BUDGET * 1000:6.0f}   {'kept' if is_kept else 'NOT kept'}")
    return 0 if is_kept else 1


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
