"""The addresses of the dashboard: what a link on a page points to, and what a shared address means.

An address holds ids, never labels, so that it still works after a title has changed.
"""

from urllib.parse import urlencode

OVERVIEW = ""
POLICY_FIELD = "beleidsveld"
INDICATOR = "indicator"
SOCIAL_BASE = "sociale-basis"
SOURCES = "bronnen"

# Every page, as the part of the address behind the first slash.
PAGES = (OVERVIEW, POLICY_FIELD, INDICATOR, SOCIAL_BASE, SOURCES)

# Names of the filters in an address.
FIELD_FILTER = "veld"
YEAR_FILTER = "jaar"
KNOWN_FILTER = "stand"
INDICATOR_FILTER = "indicator"
DOCUMENT_FILTER = "document"
SEARCH_FILTER = "zoek"


def _address(page: str, anchor: str | None = None, **filters: str | int | None) -> str:
    asked = urlencode({name: value for name, value in filters.items() if value is not None})
    return f"/{page}" + (f"?{asked}" if asked else "") + (f"#{anchor}" if anchor else "")


def overview(year: int | None = None, as_known_in: str | None = None) -> str:
    """Return the address of the overview."""
    return _address(OVERVIEW, jaar=year, stand=as_known_in)


def policy_field(policy_field_id: str, year: int | None = None, as_known_in: str | None = None) -> str:
    """Return the address of one policy field in one year."""
    return _address(POLICY_FIELD, veld=policy_field_id, jaar=year, stand=as_known_in)


def indicator(indicator_id: str, as_known_in: str | None = None, anchor: str | None = None) -> str:
    """Return the address of one indicator; `anchor` is a place on that page, such as `figure_anchor(…)`."""
    return _address(INDICATOR, anchor, indicator=indicator_id, stand=as_known_in)


def sources(document_id: str | None = None, anchor: str | None = None) -> str:
    """Return the address of the sources, or of one document among them."""
    return _address(SOURCES, anchor, document=document_id)


def social_base(anchor: str | None = None) -> str:
    """Return the address of the social-base programme."""
    return _address(SOCIAL_BASE, anchor)


def figure_anchor(observation_id: int) -> str:
    """Return the place of a printed figure on the page of its indicator."""
    return f"cijfer-{observation_id}"


def target_anchor(target_id: int) -> str:
    """Return the place of a printed target on the page of its indicator."""
    return f"streefwaarde-{target_id}"
