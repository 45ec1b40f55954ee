"""Who acts, and why: names of people in one spelling, and the refusal of what may not be done."""

import re
import unicodedata

LONGEST_NAME = 100


class ReleaseError(Exception):
    """Something that may not be done; the message is a sentence."""


def person(name: str) -> str:
    """Return the name of a person in one spelling; raises `ReleaseError` for what cannot be one."""
    written = " ".join(unicodedata.normalize("NFC", name).split())
    if not re.search(r"[^\W_]", written) or len(written) > LONGEST_NAME:
        raise ReleaseError(
            f"--by: found '{written[:40]}', expected the name of a person of at most {LONGEST_NAME} letters."
        )
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") for letter in written):
        raise ReleaseError("--by: the name holds characters that nobody sees, expected a name as it is written.")
    return written


def is_same_person(one: str, other: str) -> bool:
    """Whether two names are of one person, whatever the capitals, the points and the spaces."""

    def letters(name: str) -> str:
        return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())

    return letters(one) == letters(other)


def why(reason: str) -> str:
    """Return why something is done; raises `ReleaseError` for nothing."""
    said = " ".join(reason.split())
    if not said:
        raise ReleaseError("--reason: found nothing, expected why this is done, in a few words.")
    return said
