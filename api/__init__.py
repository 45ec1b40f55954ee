"""The figures for other programs and as files. No Streamlit.

JSON below /api/v1, described by /api/v1/openapi.json: `answers` is what is said, `telling` how the model becomes an
answer, `serving` the addresses, `openapi` the document that describes all of it. Files below /briefing and /data:
`contents` is what is in them, `files` the addresses. For both, `asked` is what may be asked, `problems` why there is no
answer, and `sending` how it travels.
"""

from starlette.routing import Route

from api import files, openapi, sending, serving
from api.contents import Address


def routes(kept: sending.Kept, refuse: sending.Refuse | None = None) -> list[Route]:
    """Return the routes of everything below /api; `kept` is what keeps answers, as `ui.cached.kept`.

    `refuse` tells who may not have them; without it everybody may.
    """
    return serving.routes(kept, openapi.document, refuse)


def file_routes(
    kept: sending.Kept, sorry: files.Sorry, address: Address, refuse: sending.Refuse | None = None
) -> list[Route]:
    """Return the routes of every file below /briefing and /data, but not of the page /briefing itself.

    `sorry` makes a page of a title, a sentence and a way on; `address` gives that of the page of a briefing.
    """
    return files.routes(kept, sorry, address, refuse)
