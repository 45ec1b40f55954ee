"""Figures and targets made in one line, for tests of what is done with them."""

from datetime import date
from typing import Any

from indicators.model import (
    BasePopulation,
    Better,
    Definition,
    Document,
    Indicator,
    Observation,
    ObservationKind,
    Provenance,
    Qualifier,
    Semantics,
    SeriesIdentity,
    SurveyWave,
    Target,
    Territory,
)

ACCOUNTS_2018 = Document(
    "rekening-2018", "accounts", "Gemeenterekening 2018", "Groningen", 2018, date(2019, 7, 15), "day", None, 4
)
BUDGET_2018 = Document(
    "begroting-2018", "budget", "Begroting 2018", "Groningen", 2018, date(2017, 11, 15), "day", None, 2
)
BUDGET_2019 = Document(
    "begroting-2019", "budget", "Begroting 2019", "Groningen", 2019, date(2018, 11, 15), "day", None, 3
)


def indicator(better: str = "higher", **given: Any) -> Indicator:
    row = {
        "indicator_id": "x",
        "policy_field_id": "f",
        "name": "Naam",
        "kind": "count",
        "unit": "aantal",
        "better": Better(better),
        "is_statutory": False,
        "is_key_figure": False,
        "is_linked": True,
        "suggestions": None,
        "name_is_abridged": False,
        "source_kind": "register",
        "sort_order": 1,
    }
    return Indicator(**(row | given))


def identity(**given: Any) -> SeriesIdentity:
    row = {
        "indicator_id": "x",
        "comparability_group": "g",
        "base_id": "b",
        "territory_id": "t",
        "unit": "aantal",
        "method": "",
        "part": 0,
    }
    return SeriesIdentity(**(row | given))


def _where(of: SeriesIdentity, document: Document, raw: str) -> dict[str, Any]:
    return {
        "identity": of,
        "definition": Definition(
            f"{of.comparability_group}/v1", of.indicator_id, 1, "definitie", of.comparability_group
        ),
        "base": BasePopulation(of.base_id, None, of.base_id),
        "territory": Territory(
            of.territory_id,
            {"nederland": "NL00", "gemeenten": "GEMEENTEN"}.get(of.territory_id, "GM0014"),
            of.territory_id,
            None,
            None,
            of.territory_id not in ("nederland", "gemeenten"),
        ),
        "provenance": Provenance(
            document,
            "page",
            "Pagina",
            None,
            "Tabel",
            None,
            "Rij",
            "Kolom",
            "line 1",
            raw,
            None,
            "printed",
            None,
            False,
        ),
        "measure": None,
    }


_numbers = iter(range(1, 1_000_000))


def observed(
    value: float | None = None,
    period: int = 2018,
    *,
    of: SeriesIdentity | None = None,
    document: Document = ACCOUNTS_2018,
    raw: str = "…",
    **given: Any,
) -> Observation:
    """Return a printed figure; without number or text an empty cell."""
    row: dict[str, Any] = {
        "observation_id": next(_numbers),
        "period": period,
        "kind": ObservationKind.ACHIEVED,
        "value": value,
        "low": None,
        "high": None,
        "text": None,
        "decimals": None,
        "qualifier": Qualifier.EXACT,
        "status": "A",
        "missing_reason": None,
        "n": None,
        "n_source": "unknown",
    }
    if value is not None:
        row["decimals"] = len(repr(value).partition(".")[2].rstrip("0"))
    if value is None and not given.keys() & {"text", "low", "high"}:
        row |= {"status": "O", "missing_reason": "dash", "qualifier": Qualifier.NONE}
    if "text" in given:
        row["qualifier"] = Qualifier.TEXT
    return Observation(**(row | _where(of or identity(), document, raw) | given))


def planned(
    semantics: str,
    low: float | None = None,
    high: float | None = None,
    period: int = 2018,
    *,
    of: SeriesIdentity | None = None,
    document: Document = ACCOUNTS_2018,
    raw: str = "…",
    **given: Any,
) -> Target:
    """Return a printed target; one number is the limit that its semantics asks for."""
    meaning = Semantics(semantics)
    if meaning in (Semantics.EQUAL, Semantics.APPROXIMATELY):
        high = low
    if meaning in (Semantics.AT_MOST, Semantics.LESS_THAN, Semantics.RANK_AT_BEST) and high is None:
        low, high = None, low
    row = {
        "target_id": next(_numbers),
        "period": period,
        "semantics": meaning,
        "low": low,
        "high": high,
        "band": None,
        "relation": None,
        "reference": None,
        "decimals": None,
        "missing_reason": "dash" if meaning in (Semantics.NO_NORM, Semantics.NOT_PUBLISHED) else None,
    }
    return Target(**(row | _where(of or identity(), document, raw) | given))


# A survey: a share of everyone asked, of a part of them, and the waves it came from

ASKED, PART, PART_OF_PART = "asked", "part", "part-of-part"


def share_indicator(better: str = "higher", **given: Any) -> Indicator:
    """Return an indicator that is a share of a survey, in percent."""
    return indicator(better, **({"kind": "survey_share", "unit": "%", "source_kind": "survey"} | given))


def share_identity(**given: Any) -> SeriesIdentity:
    return identity(**({"unit": "%", "method": "survey", "base_id": ASKED} | given))


def share(value: float | None, period: int = 2018, n: int | None = None, **given: Any) -> Observation:
    """Return a printed share of a survey, with the n printed beside it if given."""
    row = {"of": share_identity()} | given
    return observed(value, period, n=n, n_source="unknown" if n is None else "published", **row)


def wave(year: int = 2018, n: int | None = 5000, **given: Any) -> SurveyWave:
    """Return a wave of `share_identity`'s survey; one with an n published it, unless said otherwise."""
    row: dict[str, Any] = {
        "wave_id": f"survey-{year}",
        "survey": "survey",
        "year": year,
        "territory_id": "t",
        "base_id": ASKED,
        "n": n,
        "n_qualifier": "unknown" if n is None else "exact",
        "n_source": "unknown" if n is None else "published",
        "design": "onbekend",
        "design_effect": None,
        "design_effect_source": "unknown",
    }
    return SurveyWave(**(row | given))


BASES = {
    ASKED: BasePopulation(ASKED, None, "iedereen"),
    PART: BasePopulation(PART, ASKED, "wie ervan hoorde", measured_by="heard"),
    PART_OF_PART: BasePopulation(PART_OF_PART, PART, "wie ook geholpen is"),
    "elsewhere": BasePopulation("elsewhere", None, "een andere groep"),
}
"""Two bases below the one that was asked: an indicator says how large the first is, nothing how large the second."""
