"""The catalogue: every mistake is found, and said where."""

from pathlib import Path

import pytest

from loaders.build import build
from loaders.catalogue import Entry, Reference, read_catalogue
from tests.build.small_data import replace_in, write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path)


def facts(data: Path) -> list[tuple[str, str]]:
    return [(problem.place.removeprefix("data/catalogue/"), problem.found) for problem in read_catalogue(data)[1]]


def test_a_right_catalogue_has_no_problems(data: Path) -> None:
    catalogue, problems = read_catalogue(data)
    assert problems == []
    assert catalogue.edition_rank == {"begroting-2017": 1, "begroting-2018": 2, "rekening-2018": 3}
    assert catalogue.field_of["wij-bekend"] == "sociale-basis"


WIJ, SPORT = "indicators/sociale-basis.toml", "indicators/accommodaties.toml"


DOCUMENTS, BASES, FIELDS = "documents.toml", "bases.toml", "policy_fields.toml"
TERRITORIES = "territories.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "key", "found"),
    [
        (WIJ, "better", "beter", "wij-bekend", "better", "nothing"),
        (WIJ, "better", "beter", "wij-bekend", "beter", "beter"),
        (WIJ, '"survey_share"', '"survey"', "wij-bekend", "kind", "survey"),
        (WIJ, 'id = "wij-bekend"', 'id = "WIJ bekend"', "WIJ bekend", "id", "WIJ bekend"),
        (WIJ, "version = 2", 'version = "2"', "wij-bekend", "definition.2.version", "2"),
        (WIJ, "version = 2", "version = 1", "wij-bekend", "definition.version", "1"),
        (WIJ, "part = 2", "part = 1", "wij-contact", "measure.part", "1"),
        (WIJ, "part = 2", "part = 2\nbasis = 1", "wij-contact", "measure.2.basis", "basis"),
        (WIJ, '"rekening-2018"', '"rekening-2019"', "wij-bekend", "definition.from", "rekening-2019"),
        (WIJ, 'base = "heeft-gehoord"', 'base = "gehoord"', "wij-contact", "base", "gehoord"),
        (WIJ, 'id = "wij-contact"', 'id = "wij-bekend"', "wij-bekend", "id", "wij-bekend"),
        (WIJ, 'id = "wij-contact"', 'id = "bezoekers-ijsbaan"', "bezoekers-ijsbaan", "id", "bezoekers-ijsbaan"),
        (SPORT, "Bezettingsgraad sporthallen", "Aantal  Bezoekers Kardinge (ijs)*", "bezettingsgraad-sporthallen",
         "aliases", "Aantal  Bezoekers Kardinge (ijs)*"),
        (DOCUMENTS, "fiscal_year = 2018", "fiscal_year = 1066", "begroting-2018", "fiscal_year", "1066"),
        (DOCUMENTS, "2019-06-13", '"13 juni"', "rekening-2018", "published_on", "13 juni"),
        (DOCUMENTS, '"gm0014-tot-2019"', '"gm0014"', "begroting-2017", "territory", "gm0014"),
        (BASES, '"inwoners-18-plus"', '"heeft-gehoord"', "heeft-gehoord", "parent", "heeft-gehoord"),
        (FIELDS, 'code = "4.1.6", title = "Sociale basisvoorzieningen"',
         'code = "5.1.1", title = "Faciliteren verenigingen, accommodaties."', "sociale-basis", "codes",
         "5.1.1 Faciliteren verenigingen, accommodaties."),
    ],
)  # fmt: skip
def test_a_mistake_is_found_and_said_where(
    data: Path, file: str, old: str, new: str, entry: str, key: str, found: str
) -> None:
    replace_in(data / "catalogue" / file, old, new, 1)
    assert (f"{file}, entry '{entry}', key '{key}'", found) in facts(data)


def entries_below(model: type[Entry]) -> list[type[Entry]]:
    return [below for kind in model.__subclasses__() for below in (kind, *entries_below(kind))]


def test_every_key_that_names_another_entry_is_checked() -> None:
    names = {"document", "territory", "base", "indicator", "parent", "as_of", "from_", "also_in"}
    names |= {"measured_by", "part_of", "merged_from"}
    keys = {
        (model.__name__, name): [mark for mark in field.metadata if isinstance(mark, Reference)]
        for model in entries_below(Entry)
        if model.__module__ == Entry.__module__
        for name, field in model.model_fields.items()
        if name in names
    }
    assert len(keys) >= 15
    assert [key for key, marks in keys.items() if len(marks) != 1] == []


STUDY = """
[[study]]
id = "wij"
title = "WIJ"
introduction = "Twee vragen."
year_from = 2017
year_to = 2018
item = [{ indicator = "wij-bekend", short_name = "Bekend" }, { indicator = "wij-contact", short_name = "Contact" }]
"""
REVISION = """
[[revision]]
indicator = "bezoekers-ijsbaan"
period = 2015
document = "begroting-2018"
kind = "correction"
reason = "Eerst verkeerd geteld."
"""
CLAIM = """
[[claim]]
id = "stijging"
document = "rekening-2018"
page = "rekening-2018/4-1-6"
indicator = "wij-bekend"
period_to = 2018
paraphrase = "De bekendheid nam toe tot boven de 60%."
value = 60.0
qualifier = "more_than"
base = "inwoners-18-plus"
place = "toelichting"
"""


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "entry", "key", "found"),
    [
        ("studies.toml", STUDY, '"wij-contact"', '"wij-kontact"', "wij", "item.indicator", "wij-kontact"),
        ("studies.toml", STUDY, '"wij-contact"', '"wij-bekend"', "wij", "item.indicator", "wij-bekend"),
        ("studies.toml", STUDY, "year_to = 2018", "year_to = 2016", "wij", "year_to", "2016"),
        ("studies.toml", STUDY, "item", "items", "wij", "item", "nothing"),
        ("revisions.toml", REVISION, "begroting-2018", "begroting-2019",
         "bezoekers-ijsbaan 2015 in begroting-2019", "document", "begroting-2019"),
        ("revisions.toml", REVISION + REVISION, "", "",
         "bezoekers-ijsbaan 2015 in begroting-2018", "id", "bezoekers-ijsbaan 2015 in begroting-2018"),
        ("revisions.toml", REVISION, '"correction"', '"mistake"', "revision 1", "kind", "mistake"),
        ("claims.toml", CLAIM, 'qualifier = "more_than"', "", "stijging", "value", "60.0"),
        ("claims.toml", CLAIM, "value = 60.0", "", "stijging", "qualifier", "more_than"),
        ("claims.toml", CLAIM, '"inwoners-18-plus"', '"inwoners"', "stijging", "base", "inwoners"),
        (BASES, None, 'parent = "inwoners-18-plus"', 'measured_by = "wij-bekend"',
         "heeft-gehoord", "measured_by", "wij-bekend"),
        (BASES, None, 'parent = "inwoners-18-plus"', 'parent = "inwoners-18-plus"\nmeasured_by = "wij"',
         "heeft-gehoord", "measured_by", "wij"),
        (SPORT, None, 'id = "bezettingsgraad-sporthallen"',
         'id = "bezettingsgraad-sporthallen"\npart_of = "bezoekers-ijsbaan"',
         "bezettingsgraad-sporthallen", "part_of", "bezoekers-ijsbaan"),
        (WIJ, None, 'id = "wij-bekend"', 'id = "wij-bekend"\npart_of = "bezettingsgraad-sporthallen"',
         "wij-bekend", "part_of", "bezettingsgraad-sporthallen"),
        (WIJ, None, 'id = "wij-bekend"', 'id = "wij-bekend"\npart_of = "wij-bekend"',
         "wij-bekend", "part_of", "wij-bekend"),
        (BASES, None, 'id = "inwoners-18-plus"', 'id = "inwoners-18-plus"\nparent = "heeft-gehoord"',
         "inwoners-18-plus", "parent", "heeft-gehoord"),
        (TERRITORIES, None, 'own = true', 'own = true\nmerged_from = ["gm0018"]',
         "gm0014-tot-2019", "merged_from", "gm0018"),
        (TERRITORIES, None, 'own = true', 'own = true\nmerged_from = ["gm0014-tot-2019"]',
         "gm0014-tot-2019", "merged_from", "gm0014-tot-2019"),
        (TERRITORIES, None, 'own = true', 'own = true\nmerged_from = ["gm0017-haren", "gm0017-haren"]',
         "gm0014-tot-2019", "merged_from", "gm0017-haren"),
    ],
)  # fmt: skip
def test_a_mistake_in_what_is_judged_with_is_found(
    data: Path, file: str, text: str | None, old: str, new: str, entry: str, key: str, found: str
) -> None:
    path = data / "catalogue" / file
    if text is not None:
        path.write_text(text, encoding="utf-8")
        assert facts(data) == [] or old == ""
    if old:
        replace_in(path, old, new, 1)
    assert (f"{file}, entry '{entry}', key '{key}'", found) in facts(data)


def test_bases_in_a_circle_are_named_and_those_below_it_are_not(data: Path) -> None:
    bases = data / "catalogue" / BASES
    replace_in(bases, 'id = "inwoners-18-plus"', 'id = "inwoners-18-plus"\nparent = "heeft-gehoord"')
    bases.write_text(
        bases.read_text(encoding="utf-8")
        + '\n[[base]]\nid = "geholpen"\nparent = "heeft-gehoord"\nname = "geholpen"\n',
        encoding="utf-8",
    )
    report = build(data, data / "warehouse")
    assert report.version is None
    told = [problem.sentence() for problem in report.problems]
    assert len(told) == 2
    for name, parent in (("inwoners-18-plus", "heeft-gehoord"), ("heeft-gehoord", "inwoners-18-plus")):
        (sentence,) = [one for one in told if f"entry '{name}', key 'parent'" in one]
        assert parent in sentence
        assert "a parent that is not a part of this base itself" in sentence


def test_an_unknown_kind_of_entry_is_found(data: Path) -> None:
    replace_in(data / "catalogue" / SPORT, "[[indicator]]", "[[indicatr]]", 1)
    assert (f"{SPORT}, key 'indicatr'", "indicatr") in facts(data)


def test_a_file_named_after_no_field_is_found(data: Path) -> None:
    replace_in(data / "catalogue" / FIELDS, 'id = "sociale-basis"', 'id = "sociaal"')
    assert (WIJ, "sociale-basis") in facts(data)


def test_a_file_that_is_no_toml_is_told_once_with_its_line(data: Path) -> None:
    replace_in(data / "catalogue" / SPORT, "[[indicator]]", "[[indicator]", 1)
    told = [found for place, found in facts(data) if place == SPORT]
    assert len(told) == 1
    assert "line 2" in told[0]


def test_all_mistakes_are_found_at_once(data: Path) -> None:
    replace_in(data / "catalogue" / WIJ, "better", "beter", 1)
    replace_in(data / "catalogue" / SPORT, '"share"', '"part"')
    replace_in(data / "catalogue" / "documents.toml", "publisher", "uitgever")
    (data / "catalogue" / "bases.toml").unlink()
    places = {place.split(",")[0] for place, _ in facts(data)}
    assert places >= {WIJ, SPORT, "documents.toml", "bases.toml"}


def test_a_near_miss_gets_a_suggestion(data: Path) -> None:
    replace_in(data / "catalogue" / WIJ, "better", "beter", 1)
    assert any("did you mean 'better'" in problem.sentence() for problem in read_catalogue(data)[1])
