"""Which figures too few people answered for, by whose n, and what else is not told with them."""

import re
from pathlib import Path
from typing import Any

import pytest

from indicators import disclosure, formats, reading
from indicators.disclosure import Withheld, respondents, smallest_base, tells, too_small
from indicators.language import speaking
from indicators.model import Footnote, Observation
from indicators.reading import Warehouse
from indicators.samples import Surveys
from tests.figures import BASES, PART, observed, share, share_identity, wave
from tests.shipped import shipped
from tests.small_warehouse import Draft

MINIMUM = 50


def small(one: Observation, surveys: Surveys | None = None) -> bool:
    return bool(too_small([one], surveys or Surveys(), MINIMUM))


def of_part(n: int | None = None) -> Observation:
    return share(41.2, n=n, of=share_identity(base_id=PART))


@pytest.mark.parametrize(("n", "is_small"), [(1, True), (34, True), (49, True), (50, False), (5000, False)])
def test_a_figure_is_withheld_below_the_minimum_and_not_at_it(n: int, is_small: bool) -> None:
    assert small(share(41.2, n=n)) is is_small


@pytest.mark.parametrize(("n", "said"), [(50, 50), (99, 99), (100, None)])
def test_from_the_minimum_up_to_a_hundred_the_number_is_told_with_the_figure(n: int, said: int | None) -> None:
    one = Withheld(MINIMUM).of_respondents(share(41.2, n=n))
    assert one.small_base == said
    assert one.value == 41.2
    assert formats.figure(one) == (f"41,2% (kleine groep, n = {said})" if said else "41,2%")


def test_the_number_of_a_wave_counts_as_that_of_its_figures() -> None:
    assert small(share(41.2), Surveys((wave(n=34),), BASES))
    assert not small(share(41.2), Surveys((wave(n=340),), BASES))


def test_a_number_that_follows_from_a_share_counts() -> None:
    heard = share(10.0, of=share_identity(indicator_id="heard"))
    assert small(of_part(), Surveys((wave(n=340),), BASES, (heard,))), "34 of 340"
    assert not small(of_part(), Surveys((wave(n=3400),), BASES, (heard,)))


def test_an_assumed_number_decides_nothing() -> None:
    assert not small(observed(41.2, of=share_identity(), n=34, n_source="assumed"))
    assumed = Surveys((wave(n=34, n_source="assumed", n_qualifier="assumed"),), BASES)
    assert not small(share(41.2), assumed)
    assert not small(of_part(), Surveys(assumed.waves, BASES, (share(10.0, of=share_identity(indicator_id="heard")),)))
    assert Withheld(MINIMUM, assumed).of_respondents(share(41.2)).small_base is None


def test_an_upper_bound_decides_only_when_it_is_below_the_minimum_itself() -> None:
    assert not small(of_part(), Surveys((wave(n=60),), BASES))
    assert Withheld(MINIMUM, Surveys((wave(n=60),), BASES)).of_respondents(of_part()).small_base is None
    assert small(of_part(), Surveys((wave(n=34),), BASES)), "no part of 34 people is more than 34"


@pytest.mark.parametrize(
    "one",
    [
        observed(3, n_source="not_applicable"),
        observed(7.2),
        observed(n=34, n_source="published"),
    ],
    ids=["a count of a register", "a score without n", "an empty cell"],
)
def test_what_has_no_number_of_respondents_is_left_alone(one: Observation) -> None:
    assert respondents(one, Surveys()) is None
    assert Withheld(MINIMUM).of_respondents(one) == one


def test_a_withheld_figure_keeps_where_it_stands_and_nothing_of_what_it_says() -> None:
    one = share(41.2, n=34, raw="41,2%")
    told = Withheld(MINIMUM, figures={one.observation_id: one}).of_respondents(one)
    assert (told.is_present, told.is_figure, told.is_withheld) == (False, False, True)
    assert (told.identity, told.period, told.document) == (one.identity, one.period, one.document)
    assert not re.search(r"41|34", repr((told.value, told.low, told.high, told.text, told.n, told.raw, told.parts)))
    assert formats.figure(told) == "niet getoond: minder dan 50 antwoorden"
    with speaking("en"):
        assert formats.figure(told) == "not shown: fewer than 50 answers"


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("41,2% van wie antwoordde", True),
        ("ruim 41 procent", True),
        ("de overige 58,8%", True),
        ("14 van de 34", True),
        ("Gevraagd in 2018 aan wie er kwam.", False),
        ("Zie noot 3.", False),
        (None, False),
    ],
)
def test_a_note_tells_when_it_holds_a_number_of_the_figure(said: str | None, is_told: bool) -> None:
    assert tells(said, share(41.2, n=34)) is is_told


def test_without_a_setting_the_minimum_is_ours() -> None:
    assert smallest_base({}) == smallest_base({disclosure.SETTING: " "}) == disclosure.SMALLEST_BASE == 50


def test_a_setting_goes_down_to_ten() -> None:
    assert smallest_base({disclosure.SETTING: "10"}) == 10
    assert smallest_base({disclosure.SETTING: " 250 "}) == 250


@pytest.mark.parametrize("setting", ["9", "0", "-50", "vijftig", "5e1", "50.5", "²⁰"])
def test_a_lower_setting_and_one_that_is_no_number_are_refused_with_a_sentence(setting: str) -> None:
    with pytest.raises(
        disclosure.UnsafeSettingError, match=r"DOELBEREIK_SMALLEST_BASE is .*: give a whole number of 10"
    ):
        smallest_base({disclosure.SETTING: setting})


def test_of_the_figures_that_ship_none_has_so_few_answers() -> None:
    """The day one does, this says so: then the pages without it have to be looked at."""
    withheld = reading.withheld(shipped())
    assert (withheld.minimum, dict(withheld.figures)) == (50, {})
    told = reading._printed(shipped(), None).observations
    assert not [one for one in told if one.small_base is not None]


# What goes with it: from a warehouse ---------------------------------------------------------------------------------


def told(tmp_path: Path, *figures: dict[str, Any]) -> dict[tuple[str, int, int], Observation]:
    """Return figures of one table as they are told, by indicator, year and part; the first has an n of 34."""
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.base("klanten", "klanten", parent="inwoners")
    draft.field("zorg", "Zorg", rekening_2018="4.1")
    for indicator in dict.fromkeys(row["indicator"] for row in figures):
        draft.indicator(indicator, "zorg", indicator)
    for row in ({"n": 34, "n_source": "published"} | figures[0], *figures[1:]):
        given = {"base_id": "klanten", "method": "onderzoek", "decimals": 1} | row
        named = (given.pop(name) for name in ("indicator", "period", "raw", "value"))
        draft.observe(*named, given.pop("document", "rekening-2018"), **given)
    of = Warehouse(draft.publish(tmp_path).root)
    return {
        (one.identity.indicator_id, one.period, one.observation_id): one
        for one in reading._printed(of, None).observations
    }


SECRET = {"indicator": "tevreden", "period": 2018, "raw": "41,2%", "value": 41.2}


@pytest.mark.parametrize(
    ("beside", "is_withheld"),
    [
        pytest.param({"document": "begroting-2019"}, True, id="the same in another edition, without its n"),
        pytest.param({"base_id": "inwoners", "n": 900, "n_source": "published"}, True, id="a share of a larger group"),
        pytest.param({"kind": "previously_reported", "raw": "41%", "value": 41.0}, True, id="as reported before"),
        pytest.param(
            {"indicator": "ontevreden", "raw": "58,8%", "value": 58.8}, True, id="the rest of the same people"
        ),
        pytest.param(
            {"indicator": "anders", "n": 80, "n_source": "published"}, False, id="another question with its own n"
        ),
        pytest.param({"indicator": "anders", "base_id": "inwoners"}, False, id="another question to another group"),
        pytest.param({"indicator": "anders", "period": 2017}, False, id="another question of another year"),
        pytest.param({"period": 2017}, False, id="the same question in another year"),
        pytest.param({"kind": "forecast"}, False, id="what was expected"),
        pytest.param({"territory_id": "nederland", "kind": "benchmark"}, False, id="elsewhere"),
        pytest.param({"indicator": "geteld", "n_source": "not_applicable"}, False, id="a count"),
    ],
)
def test_what_leads_back_to_a_figure_is_withheld_with_it_and_nothing_else(
    tmp_path: Path, beside: dict[str, Any], is_withheld: bool
) -> None:
    first, second = sorted(told(tmp_path, SECRET, SECRET | beside).values(), key=lambda one: one.observation_id)
    assert first.is_withheld
    assert second.is_withheld is is_withheld


def test_a_figure_that_is_withheld_for_another_says_so(tmp_path: Path) -> None:
    large = SECRET | {"base_id": "inwoners", "raw": "5,0%", "value": 5.0, "n": 900, "n_source": "published"}
    first, second = sorted(told(tmp_path, SECRET, large).values(), key=lambda one: one.observation_id)
    assert formats.figure(first) == "niet getoond: minder dan 50 antwoorden"
    assert formats.figure(second) == "niet getoond: hieruit volgt een cijfer over minder dan 50 antwoorden"


def test_both_figures_of_a_cell_go_for_the_cell_is_told_letter_by_letter(tmp_path: Path) -> None:
    cell = SECRET | {"raw": "41,2% (3,1%)"}
    second = cell | {"value": 3.1, "part": 2, "base_id": "inwoners", "n": 900, "n_source": "published"}
    shown = told(tmp_path, cell | {"part": 1}, second)
    assert {one.raw for one in shown.values()} == {""}


def test_a_note_on_its_cell_goes_and_one_on_its_column_stays() -> None:
    notes = tuple(Footnote(at, at, "Voorlopig.", False, None, at) for at in ("observation", "header"))
    one = share(41.2, n=34, footnotes=notes)
    assert disclosure.withhold(one, disclosure.FEWER_THAN, MINIMUM).footnotes == notes[1:]


def test_a_withheld_share_tells_nobody_how_large_a_group_is(tmp_path: Path) -> None:
    """Its number would stand in the reckoning of the n of who belongs to that group."""
    draft = Draft()
    draft.base("inwoners", "alle inwoners")
    draft.base("klanten", "klanten", parent="inwoners", measured_by="klant")
    draft.wave(2018, 3400, "exact", "published")
    draft.field("zorg", "Zorg", rekening_2018="4.1")
    of = {"method": "wij-onderzoek", "decimals": 1}
    for indicator in ("klant", "tevreden"):
        draft.indicator(indicator, "zorg", indicator)
    draft.observe("klant", 2018, "41,2%", 41.2, "rekening-2018", n=34, n_source="published", **of)
    draft.observe("tevreden", 2018, "71,4%", 71.4, "rekening-2018", base_id="klanten", **of)
    history = reading.indicator_history(Warehouse(draft.publish(tmp_path).root), "tevreden")
    (sample,) = history.samples.values()
    assert (sample.n, sample.is_upper_bound) == (3400, True)
    assert "41,2" not in sample.explanation
