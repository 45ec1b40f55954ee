"""What a file or a page tells as known: in one edition that was chosen, or everything until a day."""

from collections.abc import Sequence

from indicators import formats
from indicators.language import say
from indicators.model import Document


def known(documents: Sequence[Document], as_known_in: str | None) -> str:
    """Return the title of the edition that was chosen; without a choice, until when everything is known.

    `documents` are all that are known, the oldest edition first; without any there is no day to tell.
    """
    chosen = next((one.title for one in documents if one.document_id == as_known_in), None)
    if chosen is None and documents:
        return say("alles wat bekend is tot en met {day}", day=formats.published(documents[-1]))
    return said(chosen)


def said(known_in: str | None) -> str:
    """Return what is known as it was passed on; that it is everything, when nothing was."""
    return known_in or say("alles wat bekend is")
