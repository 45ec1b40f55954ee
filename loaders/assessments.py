"""What a person makes of results in words: `data/assessments.toml`.

An entry is about one indicator in one year whose result no arithmetic can hold against its target, and says whether the
target was achieved, why, who says so and when. The printed words stay what they are.
"""

from datetime import date
from typing import Literal

from loaders.catalogue import Entry, Slug, Text, Year


class Assessment(Entry):
    """What is made of one indicator in one year."""

    indicator: Slug
    year: Year
    verdict: Literal["achieved", "not_achieved"]
    reason: Text
    author: Text
    written_on: date
