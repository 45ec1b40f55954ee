"""The catalogue that ships is whole and its ids are what they promise to be."""

import re
from collections import Counter
from pathlib import Path

import pytest

from loaders.catalogue import Catalogue, read_catalogue

DATA = Path(__file__).parents[2] / "data"
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    catalogue, problems = read_catalogue(DATA)
    assert [problem.message for problem in problems] == []
    return catalogue


def test_ids_are_kebab_case(catalogue):
    ids = [
        *catalogue.documents,
        *catalogue.policy_fields,
        *catalogue.indicators,
        *catalogue.bases,
        *catalogue.territories,
        *catalogue.waves,
        *catalogue.action_lines,
        *catalogue.initiatives,
        *catalogue.claims,
        *catalogue.studies,
        *catalogue.corrections,
        *(action.id for line in catalogue.action_lines.values() for action in line.action),
    ]
    assert [name for name in ids if not KEBAB.fullmatch(name)] == []


def test_no_two_indicators_of_all_fields_share_an_id(catalogue):
    # TOML allows the same [[indicator]] id in two files; the catalogue must not.
    ids = re.findall(
        r'^\[\[indicator\]\]\nid = "([^"]+)"',
        "\n".join(file.read_text("utf-8") for file in (DATA / "catalogue" / "indicators").glob("*.toml")),
        flags=re.MULTILINE,
    )
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert len(ids) == len(catalogue.indicators)


def test_no_two_definitions_share_a_group_unless_they_are_comparable(catalogue):
    # No definition here is a mere rewording: every new version is a break, so groups may not repeat anywhere.
    groups = [
        definition.group or f"{indicator.id}-{definition.version}"
        for indicator in catalogue.indicators.values()
        for definition in indicator.definition
    ]
    assert [group for group, times in Counter(groups).items() if times > 1] == []


def test_names_of_the_accounts_pages_are_official_and_the_others_are_marked_as_abridged(catalogue):
    official = {indicator.id for indicator in catalogue.indicators.values() if not indicator.name_abridged}
    assert official == {
        "ondersteunende-bewonersinitiatieven",
        "vrijwilligers-humanitas",
        "wij-gehoord",
        "wij-bekend-met-dienstverlening",
        "wij-contact",
        "wij-weet-waar-met-hulpvraag",
        "wij-gemakkelijk-binnenlopen",
    }


def test_the_field_that_was_renamed_in_2018_is_one_field(catalogue):
    titles = {code.document: code.title for code in catalogue.policy_fields["sociale-basisvoorzieningen"].codes}
    assert titles == {
        "rekening-2017": "Doorontwikkeling WIJ-Groningen",
        "rekening-2018": "Sociale basisvoorzieningen",
    }


def test_bases_are_nested_as_the_footnotes_say(catalogue):
    parents = {base.id: base.parent for base in catalogue.bases.values()}
    assert parents["heeft-gehoord-van-wij"] == "inwoners-18-plus"
    assert parents["contact-en-geholpen-door-wij"] == "contact-met-wij"
    assert parents["contact-met-wij"] == "inwoners-18-plus"
    measured = {base.id: base.measured_by for base in catalogue.bases.values() if base.measured_by}
    assert measured == {
        "heeft-gehoord-van-wij": "wij-gehoord",
        "contact-met-wij": "wij-contact",
        "panelrespondenten-bekend-met-wij": "wij-bekend-panel",
    }


def test_a_part_is_one_whose_name_or_note_says_so(catalogue):
    assert {one.id: one.part_of for one in catalogue.indicators.values() if one.part_of} == {
        "toegekende-aanvragen-witgoedregeling": "toegekende-aanvragen-bijzondere-bijstand",
        "sport-wekelijks-18-plus": "sport-wel-eens-18-plus",
    }


def test_a_size_of_a_change_has_the_unit_that_is_printed(catalogue):
    claims = catalogue.claims.values()
    assert [claim.id for claim in claims if (claim.difference is None) != (claim.printed_unit is None)] == []


def test_every_claim_about_a_year_names_one_of_the_page_or_an_earlier_one(catalogue):
    late = [
        claim.id
        for claim in catalogue.claims.values()
        if (claim.period_to and claim.period_to > catalogue.documents[claim.document].published_on.year)
        or (claim.period_from and claim.period_to and claim.period_from >= claim.period_to)
    ]
    assert late == []


def test_a_wave_of_a_panel_says_so_in_a_field_and_not_in_words_alone(catalogue):
    of_panel = {wave.id for wave in catalogue.waves.values() if wave.panel}
    assert of_panel == {"ois-omnibus-2020", "ois-inwonerspanel-2022", "ois-inwonerspanel-2023"}
    assert of_panel == {wave.id for wave in catalogue.waves.values() if "panel" in f"{wave.survey} {wave.design}"}


def test_the_present_municipality_was_merged_from_three(catalogue):
    merged = {one.id: one.merged_from for one in catalogue.territories.values() if one.merged_from}
    assert merged == {"gm0014-vanaf-2019": ["gm0014-tot-2019", "gm0017-haren", "gm0009-ten-boer"]}


def test_the_wave_of_2018_is_a_lower_bound(catalogue):
    wave = catalogue.waves["wij-onderzoek-2018"]
    assert (wave.n, wave.n_qualifier, wave.design_effect) == (5000, "at_least", None)


def test_the_n_of_a_wave_that_prints_none_is_an_assumption_and_says_so(catalogue):
    assumed = {wave.id: wave for wave in catalogue.waves.values() if wave.n_qualifier == "assumed"}
    assert assumed.keys() == {"wij-onderzoek-2016", "wij-onderzoek-2017"}
    for wave in assumed.values():
        assert (wave.n, wave.n_source) == (5000, "assumed")
        assert "aanname" in wave.note


def test_the_awareness_study_has_its_questions_in_the_order_of_the_accounts(catalogue):
    (study,) = catalogue.studies.values()
    assert (study.id, study.year_from, study.year_to) == ("bekendheid-wij", 2016, 2018)
    roles = {role: [item.indicator for item in study.item if item.role == role] for role in ("question", "later")}
    accounts = [
        one.id for one in catalogue.indicators.values() if one.method == "wij-onderzoek" and not one.name_abridged
    ]
    assert roles["question"] == accounts
    assert roles["later"] == ["wij-bekend-panel", "wij-bekend-met-dienstverlening-panel"]


def test_action_lines_have_their_actions(catalogue):
    lines = {line.id: len(line.action) for line in catalogue.action_lines.values()}
    assert lines == {
        "sociaal-culturele-accommodaties": 7,
        "eenzaamheid": 6,
        "mantelzorg": 4,
        "vrijwillige-inzet": 6,
        "ouderen": 4,
        "bewonersorganisaties-en-initiatieven": 5,
    }


def test_four_counts_of_initiatives_are_four_quantities(catalogue):
    counts = {
        (entry.value, entry.qualifier, entry.unit, entry.period)
        for name, entry in catalogue.initiatives.items()
        if name
        in (
            "innovatieatelier-initiatieven-2016",
            "challenge-ideeen-2018",
            "challenge-ondersteunde-initiatieven-2018",
            "parels-2018",
        )
    }
    assert counts == {
        (40, "exact", "initiatieven", 2016),
        (43, "more_than", "ideeën", 2018),
        (32, "exact", "initiatieven", 2018),
        (5, "exact", "algemene voorzieningen", 2018),
    }
    assert all(
        entry.denominator is None
        for entry in catalogue.initiatives.values()
        if entry.unit in ("initiatieven", "ideeën")
    )


def test_boards_are_not_a_share_of_accommodations(catalogue):
    boards = catalogue.initiatives["besturen-in-gesprek-2025"]
    assert (boards.value, boards.unit, boards.denominator) == (29, "besturen", 48)
    assert "andere eenheid" in boards.denominator_of


def test_every_document_is_described_in_the_readme(catalogue):
    readme = (DATA / "README.md").read_text("utf-8")
    assert [name for name in catalogue.documents if f"`{name}`" not in readme] == []
