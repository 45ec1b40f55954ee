"""Words of the revisions and contradictions: their kinds, as an address and as a visitor names them, and their weight.

Constants are Dutch, to be said where they are shown; functions answer in the language of the run.
"""

from collections.abc import Iterable

from indicators import formats
from indicators.judged import ContradictionKind, RevisionKind, Severity
from indicators.language import say, say_counted, sayable

KIND = sayable("Soort")
ALL_KINDS = sayable("Alle soorten")

# What the page of revisions and contradictions lists, by the id in its address.
SILENT_KIND = "zonder-uitleg"
KINDS = {
    "herziening": sayable("Herziening"),
    "correctie": sayable("Correctie"),
    "herdefinitie": sayable("Herdefinitie"),
    SILENT_KIND: sayable("Zonder uitleg"),
    "deelgroepen": sayable("Deelgroepen die niet passen"),
    "delen-en-totaal": sayable("Delen en totaal"),
    "samengevoegd-gebied": sayable("Gebied buiten het bereik van zijn delen"),
    "streefwaarde": sayable("Streefwaarde van een andere reeks"),
    "uitspraak": sayable("Uitspraak tegenover cijfers"),
    "orde-van-grootte": sayable("Orde van grootte"),
    "sprong": sayable("Ongewone sprong"),
}
KIND_OF_REVISION = {
    RevisionKind.REVISION: "herziening",
    RevisionKind.CORRECTION: "correctie",
    RevisionKind.REDEFINITION: "herdefinitie",
}
KIND_OF_CONTRADICTION = {
    ContradictionKind.NESTED_BASES: "deelgroepen",
    ContradictionKind.PARTS_AND_TOTAL: "delen-en-totaal",
    ContradictionKind.MERGED_AREAS: "samengevoegd-gebied",
    ContradictionKind.SILENT_REVISION: SILENT_KIND,
    ContradictionKind.TARGET_OF_ANOTHER_SERIES: "streefwaarde",
    ContradictionKind.MAGNITUDE: "orde-van-grootte",
    ContradictionKind.JUMP: "sprong",
} | {kind: "uitspraak" for kind in ContradictionKind if kind.startswith("claim_")}
# How much a finding weighs; None is a revision with its reason.
WORDS: dict[Severity | None, str] = formats.SEVERITY_WORDS | {None: sayable("met uitleg")}
MEANINGS: dict[Severity | None, str] = {
    Severity.CONTRADICTION: sayable("Ze kunnen niet allebei waar zijn."),
    Severity.UNSUPPORTED: sayable("De cijfers laten niet zien wat er staat."),
    Severity.REMARK: sayable("Het kan, maar iemand moet ernaar kijken."),
    None: sayable("Een later document geeft een ander cijfer en zegt waarom."),
}
GLYPHS: dict[Severity | None, str] = {
    Severity.CONTRADICTION: "≠",
    Severity.UNSUPPORTED: "◐",
    Severity.REMARK: "○",
    None: "●",
}
# The same as a caveat beside a figure; of a revision, its kind.
CHIPS: dict[Severity | RevisionKind | None, str] = {
    Severity.CONTRADICTION: sayable("tegenstrijdig"),
    Severity.UNSUPPORTED: sayable("niet gedragen"),
    Severity.REMARK: sayable("let op"),
    RevisionKind.REVISION: sayable("herzien"),
    RevisionKind.CORRECTION: sayable("gecorrigeerd"),
    RevisionKind.REDEFINITION: sayable("definitie gewijzigd"),
}
REVISED = sayable("{before}: {earlier}. {after}: {later}.")
REVISED_IN_ONE = sayable("{after}: {later}, waar eerder {earlier} gepubliceerd was.")
NO_REASON = sayable("Geen van beide documenten zegt waarom.")


def revisions_counted(kind: RevisionKind, number: int) -> str:
    """Return `1 herziening`, `2 correcties`."""
    match kind:
        case RevisionKind.REVISION:
            return say_counted("{n} herziening", "{n} herzieningen", number)
        case RevisionKind.CORRECTION:
            return say_counted("{n} correctie", "{n} correcties", number)
        case RevisionKind.REDEFINITION:
            return say_counted("{n} herdefinitie", "{n} herdefinities", number)


def kinds(of: Iterable[str]) -> str:
    """Return the kinds of a finding: `Herziening, zonder uitleg`."""
    return ", ".join(say(KINDS[kind]) for kind in of).capitalize()


def no_findings(asked: str | None, known: int) -> str:
    """Return the sentence for a list without findings."""
    if asked is None:
        return say("Hier zijn geen herzieningen en geen tegenstrijdigheden gevonden.")
    return say(
        "Van de soort ‘{kind}’ is hier niets gevonden; van alle soorten samen {known}.",
        kind=say(KINDS[asked]),
        known=known,
    )


def findings_of_kind(asked: str, shown: int, known: int) -> str:
    """Return how many findings are of the kind that was asked for."""
    return say("Soort ‘{kind}’: {shown} van de {known} bevindingen", kind=say(KINDS[asked]), shown=shown, known=known)


def unknown_kind(asked: str, known: Iterable[str]) -> str:
    """Return the sentence for an address with a kind of finding that does not exist."""
    kinds = ", ".join(say(kind) for kind in known).lower()
    return say(
        "De soort ‘{asked}’ is niet bekend. Kies hierboven een van de soorten: {kinds}.", asked=asked, kinds=kinds
    )
