"""A thousand random edits of valid pages and rows: no crash, no hang, and no figure where it does not stand.

`benchmarks/fuzzing.py` goes on for ten minutes, with atheris, which looks for edits that reach other code.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from loaders.extract import extract_text
from tests.faults import edits, stored_edits

FEW = settings(
    max_examples=400,
    deadline=None,  # a hang is told by `edits.in_time`
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


@FEW
@given(data=st.data(), name=st.sampled_from(edits.names()))
def test_an_edited_page_gives_what_stands_there_or_a_refusal(data: st.DataObject, name: str) -> None:
    done = edits.edited(edits.page(name), lambda below: data.draw(st.integers(0, below - 1)))
    try:
        edits.examine(done)
    except edits.Shifted as shifted:
        raise AssertionError(f"{shifted}\n{edits.described(done)}") from shifted


@settings(FEW, max_examples=150)
@given(data=st.data(), name=st.sampled_from(stored_edits.names()))
def test_edited_rows_give_what_stands_there_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, name: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "edited-rows"
    content, changed = stored_edits.edited(name, lambda below: data.draw(st.integers(0, below - 1)))
    stored_edits.examine(folder, name, content, changed)


def test_a_figure_that_stands_elsewhere_is_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = edits.page("gron-bg2017-2-1-1.txt")
    done = edits.Edited(page, list(enumerate(page.lines)))
    edits.examine(done)
    read = edits.figures
    monkeypatch.setattr(edits, "figures", lambda table, row: dict(zip(read(table, row), ["7%"] * 9, strict=False)))
    with pytest.raises(edits.Shifted, match="was left alone"):
        edits.examine(done)


def test_a_stray_rule_in_a_table_of_lines_ends_it_with_a_word_for_each_row_below() -> None:
    page = edits.page("gron-bg2017-8-2.txt")
    lost = [row.label for row in page.rows if row.first > 52 and any(set(one) - {"-"} for one in row.figures.values())]
    lines = [*page.lines[:53], "||", *page.lines[54:]]
    found = extract_text("\n".join(lines), page.name)
    delivered = {row.label for table in found.tables for row in table.rows}
    said = " ".join(problem.sentence() for problem in found.problems)
    assert lost
    assert [label for label in lost if label not in delivered and label[:40] not in said] == []


@pytest.mark.parametrize("rule", ["|", "||", "| | |"])
def test_a_stray_rule_between_the_cells_of_a_row_is_passed_over(rule: str) -> None:
    page = edits.page("gron-bg2019-2-2.txt")
    at = page.lines.index("Bezoekerswaardering binnenstad") + 1
    before, found = (
        extract_text("\n".join([*page.lines[:at], between, *page.lines[at + 1 :]]), page.name) for between in ("", rule)
    )
    assert len(before.tables[0].rows) == 4
    assert [table.rows for table in found.tables] == [table.rows for table in before.tables]


def test_a_pipe_in_the_name_of_a_row_loses_no_row() -> None:
    page = edits.page("denbosch-jv2017-onderwijs.txt")
    text = "\n".join(page.lines).replace("over basisonderwijs", "over basis|onderwijs")
    (table,) = extract_text(text, page.name).tables
    assert [row.label for row in table.rows] == [row.label.replace("basiso", "basis|o") for row in page.rows]


def test_a_row_whose_first_cell_slipped_above_its_label_does_not_swallow_the_next() -> None:
    page = edits.page("gron-bg2020-5-2.txt")
    lines = [*page.lines]
    label = lines.index("% bewoners (18 jaar e.o.) dat (wel eens) sport *")
    lines.remove("-")
    found = extract_text("\n".join([*lines[:label], "-", *lines[label:]]), page.name)
    kept = page.rows[-1]
    assert kept.label.startswith("% jongeren")
    assert [(row.label, edits.figures(table, row)) for table in found.tables for row in table.rows] == [
        (kept.label, kept.figures)
    ]
    assert "73% (ja, wel eens)" in " ".join(problem.sentence() for problem in found.problems)


@pytest.mark.parametrize("between", ["\x00", "\x01", "\x7f"])
def test_no_row_of_a_table_with_one_column_is_lost_unsaid(between: str) -> None:
    page = edits.page("gron-bg2019-2-2.txt")
    label, last = "Aantal toeristische overnachtingen*", "Hoeveelheid leegstaand winkelvloeroppervlak*"
    found = extract_text("\n".join(page.lines).replace(label, between.join(label)), page.name)
    delivered = {row.label for table in found.tables for row in table.rows}
    said = " ".join(problem.sentence() for problem in found.problems)
    assert last in delivered or last in said


def test_a_stored_row_without_a_label_is_a_problem(tmp_path: Path) -> None:
    name = "rekening-2017/7-5.csv"
    label = "Ziekenhuisopname na verkeersongeval met een motorvoertuig"
    written = (stored_edits.STORED / name).read_text(encoding="utf-8")
    assert label in written
    before = stored_edits.before(tmp_path / "before", name).problems
    for spoiled in ("", "•", "**"):
        content = written.replace(label, spoiled).encode()
        assert stored_edits.loaded(tmp_path / "data", name, content).problems - before
