"""Phrases that the cautions and the questions of a briefing share."""

from indicators import formats
from indicators.judged import Contradiction, ContradictionKind, IndicatorYear, NestedBases, Revision
from indicators.language import say
from indicators.model import Observation, Target


def no_change(revision: Revision) -> str:
    """Return that the step between two definitions is no rise, or no fall."""
    earlier, later = revision.earlier, revision.later
    numbers = [one.value for one in (earlier, later) if isinstance(one, Observation) and one.value is not None]
    if len(numbers) < 2 or numbers[0] == numbers[1]:
        return say("Dat is geen verandering.")
    return say("Dat is geen stijging.") if numbers[1] > numbers[0] else say("Dat is geen daling.")


def both(row: IndicatorYear, other: IndicatorYear) -> str:
    """Return two figures of one indicator, each with what tells it from the other."""
    return say(
        "{one} ({of_one}) en {other} ({of_other})",
        one=shown(row.achieved),
        of_one=row.measure or row.base.name,
        other=shown(other.achieved),
        of_other=other.measure or other.base.name,
    )


def misfit(nested: NestedBases) -> str:
    """Return that two shares, of a group and of all that hold it, do not fit; the finding itself says it in full.

    It stands behind the two, the one of the group first.
    """
    low, high = nested.product
    return say(
        "Samen kloppen ze niet: de eerste groep is {share} van allen, en {part} daarvan is {low} tot {high} van allen, "
        "niet {whole}.",
        part=shown(nested.of_part),
        whole=shown(nested.of_whole),
        share=shown(nested.part_of_whole),
        low=formats.number(low, 1),
        high=formats.quantity(high, "%", 1),
    )


def in_short(one: Contradiction) -> str:
    """Return what a finding says; of a whole that its parts cannot make, in fewer words than the finding itself."""
    figures = [each for each in one.evidence if isinstance(each, Observation)]
    if one.kind is not ContradictionKind.MERGED_AREAS or len(figures) < 2:
        return one.sentence
    whole, *parts = figures
    return say(
        "{whole} kan geen gemiddelde zijn van de delen waaruit dit gebied is samengevoegd ({parts}): {documents} "
        "tellen misschien anders.",
        whole=shown(whole),
        parts="; ".join(map(shown, parts)),
        documents=formats.enumeration(dict.fromkeys(f"‘{each.document.title}’" for each in figures)),
    )


def why(revision: Revision) -> str:
    """Return why an edition prints something else, or that nobody says so."""
    return revision.reason if revision.reason is not None else say("Geen van beide zegt waarom.")


def sentence(text: str) -> str:
    """Return words of a source as the end of a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def shown(one: Observation | Target | None) -> str:
    """Return a figure or target without what is counted, which the name beside it says already."""
    if isinstance(one, Target):
        return formats.target(one, with_counted=False)
    return formats.figure(one, with_counted=False)
