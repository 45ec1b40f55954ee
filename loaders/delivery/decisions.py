"""What a person decides about a delivery, as it stands in its `decisions.toml`.

Every decision is one entry of a list. What it says is written into the catalogue when a draft is made of the delivery
(`loaders.delivery.applying`), so the next delivery is asked only what is new. Names and texts are as a person typed
them; who decided and when is in the log, and in the entries that show an author.
"""

from typing import Annotated, Literal

from pydantic import Field

from loaders.assessments import Assessment
from loaders.catalogue import Correction, Definition, Document, Entry, Indicator, Revision, Slug, Text
from loaders.commentary import Commentary

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class PageDecision(Entry):
    """Which page of which document a received file is; `left_out` keeps the file out of the draft."""

    file: Sha256
    document: Slug | None = None
    page: Slug | None = None
    """Its name under data/sources/<document>/."""
    left_out: bool = False


class FieldDecision(Entry):
    """Which policy field a document means by a code and title; one that is new has a title and a programme."""

    document: Slug
    code: str
    title: str
    policy_field: Slug
    new_title: Text | None = None
    new_programme: Text | None = None


class RowDecision(Entry):
    """Which indicator a printed label means: a known one (it becomes an alias), a new one, or none for now."""

    policy_field: Slug
    label: Text
    choice: Literal["alias", "new", "left_out"]
    indicator: Slug | None = None
    """Of an alias: the one it is."""
    new: Indicator | None = None
    """Of a new one: its entry of indicators/<policy field>.toml."""


class EstimateDecision(Entry):
    """Which indicator a survey's codebook means by a name that the catalogue lacks: a known one, a new one, or none."""

    file: Sha256
    named: Text
    choice: Literal["alias", "new", "left_out"]
    indicator: Slug | None = None
    """Of an alias: the one it is."""
    policy_field: Slug | None = None
    new: Indicator | None = None
    """Of a new one: its policy field, and its entry of indicators/<policy field>.toml."""

    @property
    def means(self) -> str | None:
        """Return the id of the indicator; None for one that is left out."""
        return (self.new.id if self.new else None) if self.choice == "new" else self.indicator


class DefinitionDecision(Entry):
    """Whether an indicator means something else from a document on, where its notes hint at that."""

    indicator: Slug
    document: Slug
    choice: Literal["unchanged", "new"]
    new: Definition | None = None
    """Of a new one; `from` is the document."""


class Acceptance(Entry):
    """That a doubt was looked at and the figure stands as printed; `doubt` is the key under which it was asked."""

    doubt: Text
    reason: Text


class Decisions(Entry):
    """Everything decided about one delivery; lists are in the order in which it was decided, the last of two counts."""

    document: list[Document] = Field(default_factory=list)
    """Documents that the catalogue does not have yet."""
    page: list[PageDecision] = Field(default_factory=list)
    field: list[FieldDecision] = Field(default_factory=list)
    row: list[RowDecision] = Field(default_factory=list)
    estimate: list[EstimateDecision] = Field(default_factory=list)
    definition: list[DefinitionDecision] = Field(default_factory=list)
    revision: list[Revision] = Field(default_factory=list)
    correction: list[Correction] = Field(default_factory=list)
    commentary: list[Commentary] = Field(default_factory=list)
    assessment: list[Assessment] = Field(default_factory=list)
    acceptance: list[Acceptance] = Field(default_factory=list)
