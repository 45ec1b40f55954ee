"""The figures of WIJ Groningen in the accounts 2018, typed from the printed page, and the surveys behind them."""

from typing import Any

from indicators.model import BasePopulation, Claim, Footnote, Indicator, Observation, Qualifier, SurveyWave
from indicators.samples import Surveys
from tests.figures import ACCOUNTS_2018, identity, indicator, observed

ADULTS = BasePopulation("inwoners-18-plus", "inwoners", "inwoners van 18 jaar en ouder")
HEARD = BasePopulation("heeft-gehoord-van-wij", "inwoners-18-plus", "wie van WIJ hoorde", None, "wij-gehoord")
CONTACT = BasePopulation("contact-met-wij", "inwoners-18-plus", "wie contact had", None, "wij-contact")
HELPED = BasePopulation("contact-en-geholpen-door-wij", "contact-met-wij", "wie geholpen is")
UNSTATED = BasePopulation("niet-vermeld", None, "niet vermeld")
BASES = {base.base_id: base for base in (ADULTS, HEARD, CONTACT, HELPED, UNSTATED)}

HEARD_OF, KNOWS, HAD_CONTACT, KNOWS_WHERE, WALKS_IN = (
    "wij-gehoord",
    "wij-bekend-met-dienstverlening",
    "wij-contact",
    "wij-weet-waar-met-hulpvraag",
    "wij-gemakkelijk-binnenlopen",
)

INDICATORS: dict[str, Indicator] = {
    name: indicator(
        "higher", indicator_id=name, name=name, kind="survey_share", unit="%", source_kind="survey", sort_order=position
    )
    for position, name in enumerate((HEARD_OF, KNOWS, HAD_CONTACT, KNOWS_WHERE, WALKS_IN))
}


def share(name: str, value: float, period: int, base: BasePopulation, **given: Any) -> Observation:
    """Return one printed percentage; `group`, `part`, `territory_id` and `method` are of its series."""
    series = {key: given.pop(key) for key in ("part", "territory_id", "method") if key in given}
    of = identity(
        indicator_id=name,
        comparability_group=given.pop("group", name),
        base_id=base.base_id,
        unit="%",
        **({"method": "wij-onderzoek"} | series),
    )
    given.setdefault("document", ACCOUNTS_2018)
    return observed(value, period, of=of, base=base, **given)


def note(text: str | None, marker: str = "I", flag: str | None = None) -> Footnote:
    return Footnote(f"note-{marker}", marker, text, True, flag, "indicator")


PRINTED: tuple[Observation, ...] = (
    share(HEARD_OF, 54, 2016, ADULTS, raw="54%"),
    share(HEARD_OF, 68, 2017, ADULTS, raw="68%"),
    share(HEARD_OF, 75, 2018, ADULTS, raw="75%"),
    share(KNOWS, 60, 2017, ADULTS, raw="60%"),
    share(KNOWS, 64, 2018, ADULTS, raw="64%"),
    share(HAD_CONTACT, 28, 2017, HEARD, part=1, raw="28% (II)\n(17% (III))"),
    share(HAD_CONTACT, 17, 2017, ADULTS, part=2, raw="28% (II)\n(17% (III))"),
    share(HAD_CONTACT, 30, 2018, HEARD, part=1, raw="30% (II)\n(19% (III))"),
    share(HAD_CONTACT, 19, 2018, ADULTS, part=2, raw="30% (II)\n(19% (III))"),
    share(KNOWS_WHERE, 71, 2017, HELPED, raw="71% (VI)"),
    share(KNOWS_WHERE, 70, 2018, HELPED, raw="70% (VI)"),
    share(WALKS_IN, 58, 2016, UNSTATED, group="onbekend", raw="58%"),
    share(WALKS_IN, 73, 2017, HELPED, raw="73% (VI)"),
    share(WALKS_IN, 73, 2018, HELPED, raw="73% (VI)"),
)


def waves(n: int | None = 5000, source: str = "published") -> tuple[SurveyWave, ...]:
    """Return the three waves with the same number of respondents."""
    return tuple(
        SurveyWave(
            f"wij-{year}",
            "wij-onderzoek",
            year,
            "t",
            "inwoners-18-plus",
            n,
            "exact" if n else "unknown",
            source if n else "unknown",
            "onbekend",
            None,
            "unknown",
        )
        for year in (2016, 2017, 2018)
    )


def surveys(n: int | None = 5000, source: str = "published") -> Surveys:
    return Surveys(waves(n, source), BASES, PRINTED)


def claim(about: str, since: int | None, until: int | None, **given: Any) -> Claim:
    """Return a sentence of the accounts about an indicator."""
    row: dict[str, Any] = {
        "claim_id": "zin",
        "document_id": ACCOUNTS_2018.document_id,
        "page_id": "rekening-2018/4-1-6",
        "indicator_id": about,
        "period_from": since,
        "period_to": until,
        "paraphrase": "Zo staat het er.",
        "direction": None,
        "difference": None,
        "printed_unit": None,
        "place": "toelichting",
    }
    if "value" in given:
        given.setdefault("qualifier", Qualifier.EXACT)
    return Claim(**(row | given))
