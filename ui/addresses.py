"""The addresses of the dashboard: what a link on a page points to, and what a shared address means.

An address holds ids, never labels, so that it still works after a title has changed. The language of this run goes
along in every one of them; Dutch needs no mention. Each begins with the path that the server stands below (Streamlit's
`server.baseUrlPath`), where it has one.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import urlencode

import streamlit as st

from indicators import language

OVERVIEW = ""
POLICY_FIELD = "beleidsveld"
COMPARISON = "vergelijken"
BRIEFING = "briefing"
INDICATOR = "indicator"
STUDY = "onderzoek"
SOCIAL_BASE = "sociale-basis"
REVISIONS = "herzieningen"
SOURCES = "bronnen"
INTAKE = "gegevens"
EXPLANATION = "uitleg"
ACCESSIBILITY = "toegankelijkheid"

# Every page, as the part of the address behind the first slash.
PAGES = (
    OVERVIEW,
    POLICY_FIELD,
    COMPARISON,
    BRIEFING,
    INDICATOR,
    STUDY,
    SOCIAL_BASE,
    REVISIONS,
    SOURCES,
    INTAKE,
    EXPLANATION,
    ACCESSIBILITY,
)

# What stands for a subject in the address of a file: every policy field in one document.
EVERY_FIELD = "alle"
# First parts of the addresses of files.
DATA = "data"
INDICATOR_FILES = "indicatoren"
# Where a login begins, ours, and ends, that of Streamlit.
LOG_IN = "inloggen"
LOG_OUT = "auth/logout"
BACK_TO = "naar"

# Names of the filters in an address.
FIELD_FILTER = "veld"
YEAR_FILTER = "jaar"
KNOWN_FILTER = "stand"
INDICATOR_FILTER = "indicator"
SUBJECT_FILTER = "onderwerp"
DOCUMENT_FILTER = "document"
KIND_FILTER = "soort"
SEARCH_FILTER = "zoek"
STUDY_FILTER = "studie"
DELIVERY_FILTER = "aanlevering"
STEP_FILTER = "stap"
LANGUAGE_FILTER = "taal"
# Between ids in one filter, on the page that compares.
BETWEEN = ","


@cache
def root() -> str:
    """Return the path that the server stands below, such as `/doelbereik`; empty where it has its host to itself."""
    # Kept, since a page has hundreds of links and Streamlit takes a lock to answer.
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


def _address(page: str, anchor: str | None = None, **filters: str | int | None) -> str:
    if page != COMPARISON and BETWEEN in str(filters.get(KNOWN_FILTER)):
        filters = filters | {KNOWN_FILTER: None}  # only a comparison reads several editions; nothing else could
    spoken = {} if language.current() == language.DUTCH else {LANGUAGE_FILTER: language.current()}
    asked = urlencode({name: value for name, value in filters.items() if value is not None} | spoken, safe=BETWEEN)
    return f"{root()}/{page}" + (f"?{asked}" if asked else "") + (f"#{anchor}" if anchor else "")


def overview(year: int | None = None, as_known_in: str | None = None) -> str:
    """Return the address of the overview."""
    return _address(OVERVIEW, jaar=year, stand=as_known_in)


def policy_field(policy_field_id: str, year: int | None = None, as_known_in: str | None = None) -> str:
    """Return the address of one policy field in one year."""
    return _address(POLICY_FIELD, veld=policy_field_id, jaar=year, stand=as_known_in)


def comparison(
    indicators: Iterable[str] = (),
    policy_fields: Iterable[str] = (),
    years: Iterable[int] = (),
    editions: Iterable[str] = (),
) -> str:
    """Return the address of several of these side by side; of two editions, also of what differs between them."""
    return _address(
        COMPARISON,
        indicator=BETWEEN.join(indicators) or None,
        veld=BETWEEN.join(policy_fields) or None,
        jaar=BETWEEN.join(map(str, years)) or None,
        stand=BETWEEN.join(editions) or None,
    )


def briefing(subject_id: str | None = None, year: int | None = None, as_known_in: str | None = None) -> str:
    """Return the address of the briefing about a policy field, a programme or a study in one year."""
    return _address(BRIEFING, onderwerp=subject_id, jaar=year, stand=as_known_in)


def briefing_file(
    subject_id: str, ending: str, year: int, as_known_in: str | None = None, number: int | None = None
) -> str:
    """Return the address of a briefing as a file, as it is now or as it was published under a number."""
    return _address(f"{BRIEFING}/{subject_id}.{ending}", jaar=year, stand=as_known_in, uitgave=number)


def data_file(path: str, ending: str, as_known_in: str | None = None, notation: str | None = None) -> str:
    """Return the address of figures as a file: of a field or study, of an indicator (`indicatoren/…`), or of all."""
    return _address(f"{DATA}/{path}.{ending}", stand=as_known_in, notatie=notation)


def indicator(indicator_id: str, as_known_in: str | None = None, anchor: str | None = None) -> str:
    """Return the address of one indicator; `anchor` is a place on that page, such as `figure_anchor(…)`."""
    return _address(INDICATOR, anchor, indicator=indicator_id, stand=as_known_in)


def revisions(
    policy_field_id: str | None = None,
    kind: str | None = None,
    as_known_in: str | None = None,
    anchor: str | None = None,
) -> str:
    """Return the address of the revisions and contradictions, of one field, of one kind, or of all."""
    return _address(REVISIONS, anchor, veld=policy_field_id, soort=kind, stand=as_known_in)


def study(study_id: str) -> str:
    """Return the address of a study."""
    return _address(STUDY, studie=study_id)


def sources(document_id: str | None = None, as_known_in: str | None = None, anchor: str | None = None) -> str:
    """Return the address of the sources, or of one document among them."""
    return _address(SOURCES, anchor, document=document_id, stand=as_known_in)


def intake(delivery_id: str | None = None, step: str | None = None) -> str:
    """Return the address of the intake, or of a step of one delivery."""
    return _address(INTAKE, aanlevering=delivery_id, stap=step)


def social_base(as_known_in: str | None) -> str:
    """Return the address of the social-base programme."""
    return _address(SOCIAL_BASE, stand=as_known_in)


def explanation(anchor: str | None = None, as_known_in: str | None = None) -> str:
    """Return the address of how the figures are read, or of one word on it, such as `certainty_anchor(…)`."""
    return _address(EXPLANATION, anchor, stand=as_known_in)


def in_edition(page: str, as_known_in: str | None) -> str:
    """Return the address of any page without other filters, for the menu."""
    return _address(page, stand=as_known_in)


def in_language(page: str, asked: Mapping[str, str], of: str) -> str:
    """Return the address of the same view, what it asks for included, in another language."""
    with language.speaking(of):
        return _address(page, None, **{name: value for name, value in asked.items() if name != LANGUAGE_FILTER})


def log_in(back_to: str) -> str:
    """Return the address where a login begins; it ends at `back_to`, an address of this server."""
    return f"{root()}/{LOG_IN}?{urlencode({BACK_TO: back_to})}"


def log_out() -> str:
    """Return the address that ends a login."""
    return f"{root()}/{LOG_OUT}"


def figure_anchor(observation_id: int) -> str:
    """Return the place of a printed figure on the page of its indicator."""
    return f"cijfer-{observation_id}"


def target_anchor(target_id: int) -> str:
    """Return the place of a printed target on the page of its indicator."""
    return f"streefwaarde-{target_id}"


def claim_anchor(claim_id: str) -> str:
    """Return the place of a sentence of a document on the page of its indicator."""
    return f"uitspraak-{claim_id}"


def why_anchor(year: int, position: int = 0) -> str:
    """Return the place of the why of a verdict on the page of its indicator; the main measure of a year comes first."""
    return f"waarom-{year}" + (f"-{position + 1}" if position else "")
