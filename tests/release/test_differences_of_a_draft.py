"""What a draft would change is named before anybody sees it, and a silent revision asks for its kind."""

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from indicators import reading
from indicators.judged import ContradictionKind, RevisionKind, Verdict
from loaders.build import build
from release import report
from release.differences import Differences, FigureChange
from tests.build.small_data import DOCUMENTS, SPORT_2018, WIJ_2018, add_page, replace_in
from tests.release.desk import COUNCIL, NOON, Desk, data_without_reprint, with_accounts_of_2019
from ui import intake_differences
from warehouse import waiting
from warehouse.store import OneVersion, Warehouse


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    assert build(data_without_reprint(folder / "data"), folder / "warehouse", by="Anna").is_good
    return folder


@pytest.fixture
def desk(published: Path, tmp_path: Path) -> Desk:
    folder = shutil.copytree(published, tmp_path / "desk")
    return Desk(folder / "data", folder / "warehouse")


def figures(found: Differences, kind: FigureChange) -> list[tuple[str, int, str]]:
    chosen = [one for one in found.figures if one.kind is kind]
    return [(one.indicator.indicator_id, one.printed.period, one.printed.raw) for one in chosen]


def told(desk: Desk, found: Differences) -> str:
    assert desk.drafted is not None
    return "\n".join(report.lines(found, Warehouse(desk.root).version, desk.drafted.asked))


def test_a_new_page_is_new_figures_and_its_silent_revision_asks_for_a_kind(desk: Desk) -> None:
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018)
    found = desk.differences()
    assert ("bezoekers-ijsbaan", 2016, "114.000") in figures(found, FigureChange.NEW)
    assert len(figures(found, FigureChange.NEW)) == len(found.figures) == 8
    assert [(one.indicator.indicator_id, one.period, one.earlier.raw, one.later.raw) for one in found.undecided] == [
        ("bezoekers-ijsbaan", 2015, "120.000", "100.700"),
        ("bezoekers-ijsbaan", 2017, "120.000", "± 120.000"),
    ]
    assert 'indicator = "bezoekers-ijsbaan"\nperiod = 2015\ndocument = "begroting-2018"' in told(desk, found)


def test_a_draft_is_not_released_before_the_kind_is_chosen(desk: Desk) -> None:
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018)
    asking = desk.draft()
    with pytest.raises(waiting.ReleaseError, match=r"2 matters are decided(.|\n)*revisions\.toml(.|\n)*ijsbaan"):
        waiting.approve(desk.root, asking.draft, "Bert", NOON)
    written = "\n".join(asking.asked).replace('kind = ""', 'kind = "correction"')
    written = written.replace('reason = ""', 'reason = "Het zwembad telde mee."')
    (desk.data / "catalogue" / "revisions.toml").write_text(written, encoding="utf-8")
    decided = desk.draft()
    assert decided.asked == ()
    assert desk.drafted is not None
    assert desk.drafted.differences is not None
    assert [one.kind for one in desk.drafted.differences.revisions] == [
        RevisionKind.CORRECTION,
        RevisionKind.CORRECTION,
    ]
    waiting.approve(desk.root, decided.draft, "Bert", NOON)
    assert len(waiting.publish_due(desk.root, COUNCIL)[0]) == 1


def test_what_was_silent_in_the_published_version_is_not_asked_again(desk: Desk) -> None:
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018)
    assert build(desk.data, desk.root).is_good
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", "115.000"))
    found = desk.differences()
    assert (found.revisions, found.undecided) == ((), ())


def test_a_verdict_that_turns_is_named_with_the_figure_that_turned_it(desk: Desk) -> None:
    add_page(desk.data, "rekening-2018", "4-1-6", WIJ_2018.replace("64%*", "54%*"))
    found = desk.differences()
    (turned,) = found.verdicts
    assert (turned.published.verdict, turned.draft.verdict) == (Verdict.ACHIEVED, Verdict.NOT_ACHIEVED)
    assert figures(found, FigureChange.CHANGED) == [("wij-bekend", 2018, "54%*")]
    text = told(desk, found)
    assert "2018: achieved → not achieved" in text.lower()
    assert "64% (rekening-2018) → 54% (rekening-2018)" in text


def test_a_verdict_on_a_year_that_nothing_is_published_of_is_new(desk: Desk) -> None:
    catalogue = desk.data / "catalogue"
    (document,) = (one for one in DOCUMENTS.split("[[") if "rekening-2018" in one)
    with (catalogue / "documents.toml").open("a", encoding="utf-8") as documents:
        documents.write("\n[[" + document.replace("2019-06-13", "2020-06-11").replace("2018", "2019"))
    code = '    { document = "rekening-2018", code = "4.1.6"'
    fields = catalogue / "policy_fields.toml"
    (line,) = (one for one in fields.read_text(encoding="utf-8").splitlines() if one.startswith(code))
    replace_in(fields, line, f"{line}\n{line.replace('2018', '2019')}")
    before, _, _ = WIJ_2018.partition("| Behaald 2017")
    row = "% bewoners dat bekend is met de dienstverlening van WIJ-Groningen"
    table = f"{before}| Beoogd 2019 | Behaald 2019\n--- | --- | ---\n{row} | 70% | 65%\n"
    add_page(desk.data, "rekening-2019", "4-1-6", table.replace("2018", "2019"))
    found = desk.differences()
    assert found.verdicts == ()
    (missed,) = found.appeared
    assert (missed.indicator.indicator_id, missed.year, missed.verdict) == ("wij-bekend", 2019, Verdict.NOT_ACHIEVED)
    text = told(desk, found)
    assert "1 verdict that nothing was published of (1 not achieved):" in text
    assert f"  {missed.indicator.name}, 2019: Not achieved, " in text


def test_a_verdict_that_goes_is_named(desk: Desk) -> None:
    lines = WIJ_2018.splitlines(keepends=True)
    add_page(desk.data, "rekening-2018", "4-1-6", "".join(one for one in lines if "dat bekend is" not in one))
    found = desk.differences()
    assert found.appeared == ()
    wij = [("wij-bekend", 2018), ("wij-bekend", 2017)]
    assert [(one.indicator.indicator_id, one.year) for one in found.gone] == wij
    assert "2 verdicts published and no longer given (1 achieved, 1 no target):" in told(desk, found)


def test_a_definition_that_is_new_or_other_is_named_with_its_wording(desk: Desk) -> None:
    page = desk.data / "catalogue" / "indicators" / "accommodaties.toml"
    name = 'name = "Bezettingsgraad sporthallen"'
    replace_in(page, name, 'name = "Bezetting sporthallen"\naliases = ["Bezettingsgraad sporthallen"]')
    found = desk.differences()
    assert [(one.published and one.published.wording, one.draft.wording) for one in found.definitions] == [
        ("Bezettingsgraad sporthallen", "Bezetting sporthallen")
    ]
    assert "'Bezettingsgraad sporthallen' → 'Bezetting sporthallen'" in told(desk, found)


def test_a_definition_is_told_with_the_title_of_the_first_document_printed_under_it(desk: Desk) -> None:
    page = desk.data / "catalogue" / "indicators" / "accommodaties.toml"
    later = '[[indicator.definition]]\nversion = 2\nwording = "Bezette uren"\nfrom = "rekening-2018"\n'
    page.write_text(f'{page.read_text()}\n[[indicator.definition]]\nversion = 1\nwording = "Bezetting"\n\n{later}')
    found = desk.differences()
    one = next(one for one in found.definitions if one.draft.version == 2)
    assert one.draft_since is not None
    assert f"'Bezette uren', from '{one.draft_since.title}'" in told(desk, found)
    assert f"vanaf {one.draft_since.title}" in str(intake_differences.drawn(found, "0001"))


def test_a_cell_that_cannot_be_read_stands_apart_from_what_is_new(desk: Desk) -> None:
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", "114.0O0"))
    found = desk.differences()
    assert figures(found, FigureChange.UNREADABLE) == [("bezoekers-ijsbaan", 2016, "114.0O0")]
    assert "114.0O0" not in {raw for _, _, raw in figures(found, FigureChange.NEW)}
    cell = "Aantal bezoekers Kardinge (ijs), 2016: '114.0O0' (begroting-2018)"
    assert f"1 figure or target new and not readable:\n  {cell}\n" in told(desk, found)


def test_a_figure_that_goes_is_named(desk: Desk) -> None:
    lines = WIJ_2018.splitlines(keepends=True)
    add_page(desk.data, "rekening-2018", "4-1-6", "".join(one for one in lines if "dat bekend is" not in one))
    found = desk.differences()
    assert ("wij-bekend", 2018, "64%*") in figures(found, FigureChange.VANISHED)
    assert "published and no longer there" in told(desk, found)


def test_another_unit_is_named(desk: Desk) -> None:
    replace_in(desk.data / "catalogue" / "indicators" / "accommodaties.toml", 'unit = "bezoekers"', 'unit = "bezoeken"')
    found = desk.differences()
    units = [one for one in found.figures if one.kind is FigureChange.UNIT]
    assert {one.printed.identity.unit for one in units} == {"bezoeken"}
    assert {one.units for one in units} == {("bezoekers",)}


def test_a_year_of_before_the_area_began_that_reads_otherwise_than_an_older_document_is_named(desk: Desk) -> None:
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", last="61%")
    found = desk.differences()
    (changed,) = [one for one in found.figures if one.kind is FigureChange.TERRITORY]
    assert changed.published is not None
    assert (changed.printed.raw, changed.published.raw, changed.printed.period) == ("61%", "64%*", 2018)
    assert found.revisions == ()
    line = "2018: 64% (rekening-2018) about 'Groningen tot 2019' → 61% (rekening-2019) about 'Groningen met Haren'\n"
    assert line in told(desk, found)


def test_a_target_of_before_the_area_began_is_held_against_the_one_of_the_area_of_then(desk: Desk) -> None:
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", aimed="70%")
    assert figures(desk.differences(), FigureChange.TERRITORY) == [("wij-bekend", 2018, "70%")]


@pytest.mark.parametrize(("territory", "last"), [("gm0014-vanaf-2019", "64,0%"), ("gm0014-tot-2019", "61%")])
def test_the_same_figure_and_one_of_the_same_area_are_no_doubt_about_the_area(
    desk: Desk, territory: str, last: str
) -> None:
    with_accounts_of_2019(desk.data, territory, last=last)
    assert figures(desk.differences(), FigureChange.TERRITORY) == []


def test_a_doubt_about_the_area_is_not_asked_of_what_is_published(desk: Desk) -> None:
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", last="61%")
    assert build(desk.data, desk.root).is_good
    with_accounts_of_2019(desk.data, "gm0014-vanaf-2019", before="60,0%", last="61%")
    assert figures(desk.differences(), FigureChange.TERRITORY) == []


def test_a_digit_too_many_is_a_doubt(desk: Desk) -> None:
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018.replace("114.000", "1.140.000"))
    found = desk.differences()
    assert ContradictionKind.MAGNITUDE in {one.kind for one in found.doubts}
    assert ContradictionKind.SILENT_REVISION not in {one.kind for one in found.doubts}
    assert "to look at:" in told(desk, found)


def test_of_a_first_version_everything_is_new_and_nothing_is_asked(tmp_path: Path) -> None:
    desk = Desk(data_without_reprint(tmp_path / "data"), tmp_path / "warehouse")
    add_page(desk.data, "begroting-2018", "5-1-1", SPORT_2018)
    found = desk.differences()
    assert {one.kind for one in found.figures} == {FigureChange.NEW}
    assert desk.drafted is not None
    assert desk.drafted.asked == ()
    assert "Nothing is published yet" in report.lines(found, None)[0]


def test_a_draft_of_other_words_only_says_so(desk: Desk) -> None:
    replace_in(desk.data / "catalogue" / "indicators" / "accommodaties.toml", "Bezettingsgraad", "Bezetting")
    page = desk.data / "catalogue" / "indicators" / "accommodaties.toml"
    replace_in(
        page,
        'name = "Bezetting sporthallen"',
        'name = "Bezetting sporthallen"\naliases = ["Bezettingsgraad sporthallen"]',
    )
    found = desk.differences()
    assert found.is_empty
    assert "names, notes or definitions do" in told(desk, found)


def test_a_comparison_reads_nothing_anew_for_every_year(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[object] = Counter()
    records = OneVersion.records

    def counted(self: OneVersion, sql: str, parameters: dict[str, object] | None = None) -> list[dict[str, Any]]:
        asked[self.version, sql, repr(parameters)] += 1
        return records(self, sql, parameters)

    add_page(desk.data, "rekening-2018", "4-1-6", WIJ_2018.replace("64%*", "54%*"))
    monkeypatch.setattr(OneVersion, "records", counted)
    assert desk.differences().verdicts
    assert len(reading.years(Warehouse(desk.root))) > 2
    of_figures = {one: times for one, times in asked.items() if "FROM build" not in repr(one)}
    assert len(of_figures) > 20
    # Documents and shares by themselves, and among all that figures point to
    assert max(of_figures.values()) == 2
