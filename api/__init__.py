"""The figures for other programs: JSON below /api/v1, described by /api/v1/openapi.json. No Streamlit.

`answers` is what is said, `asked` what may be asked, `problems` why there is no answer, `telling` how the model becomes
an answer, `serving` the addresses, `openapi` the document that describes all of it.
"""

from starlette.routing import Route

from api import openapi, serving


def routes(kept: serving.Kept) -> list[Route]:
    """Return the routes of everything below /api; `kept` is what keeps answers, as `ui.cached.kept`."""
    return serving.routes(kept, openapi.document)
