"""Revisions and contradictions as they are listed: each once, counted in full, with its evidence in place."""

from dataclasses import replace

from lxml import html

from indicators import revisions, series
from indicators.judged import Contradiction, ContradictionKind, Revision, RevisionKind, Severity
from indicators.language import speaking
from indicators.model import Claim, DeclaredRevision, Observation, ObservationKind
from tests.figures import ACCOUNTS_2018, BUDGET_2018, identity, indicator, observed
from ui import addresses, figures, finding_wording, revision_list

FIRST = observed(120000, 2015, document=BUDGET_2018, raw="120.000")
SECOND = observed(100700, 2015, document=ACCOUNTS_2018, raw="100.700")
CLAIM = Claim("stijgt", "rekening-2018", "p", "x", 2017, 2018, "Het stijgt.", "increase", None, None, "line 80")
DOCUMENTS = figures.document_links([BUDGET_2018, ACCOUNTS_2018], None)


def revised(*declared: DeclaredRevision) -> Revision:
    (one,) = revisions.revisions({"x": indicator()}, [FIRST, SECOND], [], declared)
    return one


def contradiction(
    kind: ContradictionKind,
    severity: Severity = Severity.REMARK,
    evidence: tuple[Observation | Claim, ...] = (FIRST, CLAIM),
) -> Contradiction:
    return Contradiction(f"{kind}-x-2015", kind, severity, indicator(), 2015, "Past niet.", "1 + 1 = 3", evidence)


def told(revision: Revision | None = None, *found: Contradiction) -> list[revision_list.Finding]:
    return revision_list.of([revision] if revision else [], found)


def test_a_revision_that_nobody_explains_is_told_once_under_both_its_names() -> None:
    silent = contradiction(ContradictionKind.SILENT_REVISION, Severity.CONTRADICTION, (FIRST, SECOND))
    (one,) = told(revised(), silent)
    assert one.anchors == (silent.contradiction_id, revised().revision_id)
    assert one.kinds == ("herziening", finding_wording.SILENT_KIND)
    assert (one.severity, one.reckoning) == (Severity.CONTRADICTION, silent.reckoning)


def test_an_explained_revision_is_told_with_its_reason_and_is_not_found_as_unexplained() -> None:
    (one,) = told(revised(DeclaredRevision("x", 2015, "rekening-2018", "correction", "Dubbel geteld.")))
    assert one.kinds == ("correctie",)
    assert one.severity is None
    assert one.reason == "Dubbel geteld."
    assert finding_wording.NO_REASON not in one.sentence


def test_a_figure_that_a_document_gives_as_published_before_is_told_in_one_sentence() -> None:
    old = identity(comparability_group="smal")
    before = observed(18, 2017, of=old, kind=ObservationKind.PREVIOUSLY_REPORTED)
    (redefined,) = revisions.revisions({"x": indicator()}, [before, observed(60, 2017)])
    (one,) = told(redefined)
    assert one.sentence.startswith("Gemeenterekening 2018: 60, waar eerder 18 gepubliceerd was.")


def test_the_heaviest_is_told_first() -> None:
    light = contradiction(ContradictionKind.JUMP)
    heavy = contradiction(ContradictionKind.NESTED_BASES, Severity.CONTRADICTION)
    explained = revised(DeclaredRevision("x", 2015, "rekening-2018", "revision", "Opnieuw geteld."))
    assert [one.severity for one in told(explained, light, heavy)] == [Severity.CONTRADICTION, Severity.REMARK, None]


def test_every_kind_of_finding_can_be_asked_for_and_is_said_in_words() -> None:
    assert set(finding_wording.KIND_OF_CONTRADICTION) == set(ContradictionKind)
    assert set(finding_wording.KIND_OF_REVISION) == set(RevisionKind)
    assert {*finding_wording.KIND_OF_CONTRADICTION.values(), *finding_wording.KIND_OF_REVISION.values()} == set(
        finding_wording.KINDS
    )
    assert set(finding_wording.WORDS) == {*Severity, None} == set(finding_wording.GLYPHS)
    assert set(finding_wording.CHIPS) == {*Severity, *RevisionKind}


def test_the_counts_add_up_and_say_what_they_are_out_of() -> None:
    found = told(
        revised(),
        contradiction(ContradictionKind.SILENT_REVISION, Severity.CONTRADICTION, (FIRST, SECOND)),
        contradiction(ContradictionKind.JUMP),
        contradiction(ContradictionKind.CLAIM_BASE),
    )
    said = revision_list.lead(found, 12)
    assert "3 bevindingen bij 1 indicator in 1 van de 12 beleidsvelden: 1 tegenstrijdig, 2 let op." in said
    assert "Daarvan 1 herziening: 1 van de 1 zonder uitleg." in said


def test_each_figure_of_a_finding_leads_to_its_place_and_shows_cell_and_document() -> None:
    (one,) = told(revised())
    box = html.fragment_fromstring(revision_list.article(one, DOCUMENTS, "rekening-2018"))
    assert box.get("id") == revised().revision_id
    rows = box.findall(".//li")
    assert len(rows) == 2
    for row, figure in zip(rows, (FIRST, SECOND), strict=True):
        places = [link.get("href") for link in row.iter("a")]
        anchor = addresses.figure_anchor(figure.observation_id)
        assert addresses.indicator("x", "rekening-2018", anchor) in places
        assert row.findtext(".//q") == figure.raw
        assert figure.document.title in row.text_content()


def test_a_sentence_that_is_evidence_leads_to_its_place() -> None:
    (one,) = told(None, contradiction(ContradictionKind.CLAIM_DIRECTION))
    box = html.fragment_fromstring(revision_list.article(one, DOCUMENTS, None))
    assert "1 + 1 = 3" in box.text_content()
    assert addresses.indicator("x", None, addresses.claim_anchor("stijgt")) in [a.get("href") for a in box.iter("a")]
    assert "regel 80" in box.text_content()


def test_a_document_of_evidence_is_read_in_the_edition_that_was_chosen() -> None:
    links = figures.document_links([BUDGET_2018], "rekening-2018")
    assert 'href="/bronnen?document=begroting-2018&amp;stand=rekening-2018"' in links["begroting-2018"]


def test_a_row_shows_what_is_about_its_year_or_its_figures_once_per_word_and_nothing_else() -> None:
    (later,) = series.indicator_years({"x": indicator()}, [SECOND, observed(90000, 2017)], [], 2017)
    (other,) = series.indicator_years({"x": indicator()}, [observed(90000, 2017)], [], 2017)
    (one,) = told(revised())
    assert revision_list.is_about(one, later)  # 2015 is the previous figure of the row
    assert not revision_list.is_about(one, other)
    chips = revision_list.chips([one, one], "rekening-2018")
    assert chips.count("<a ") == 1
    address = addresses.revisions("f", None, "rekening-2018", one.anchors[0])
    assert html.fragment_fromstring(chips.strip()).get("href") == address


def test_what_a_finding_repeats_of_a_document_is_marked_as_dutch_on_an_english_page() -> None:
    found = contradiction(ContradictionKind.CLAIM_DIRECTION)
    (one,) = told(None, replace(found, sentence="Het stijgt. The figures are 120,000 and 100,700."))
    with speaking("en"):
        assert str(revision_list.in_full(one)) == (
            '<span lang="nl">Het stijgt</span>. The figures are 120,000 and 100,700.'
        )
    assert "<span" not in revision_list.in_full(one)
