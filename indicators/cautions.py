"""What a reader must know before quoting a figure of a briefing: at most three cautions, the most serious first.

In this order, because the first ones make a quoted figure wrong and the last ones only make it less than it seems:

1. redefined: the year's figure, or the one before it, was published otherwise under another definition. Whoever puts
   the two beside each other quotes a rise or a fall that never was;
2. few answers: so few people answered that most of what looks like a difference is none;
3. contradictory: figures of the source, or a sentence and a figure, cannot both be true;
4. suspect: a figure or target may be misprinted, and the verdict with it;
5. two groups: one indicator has two figures, each of another group, and means nothing without it;
6. not comparable: the target, or the year before, is of another definition, group or area;
7. no number: the result is a text, and the numbers in it are not to be added up;
8. unsupported: a document says what its figures do not show;
9. direction unknown: the verdict takes higher to be better, which nobody has said;
10. revised: another edition prints another figure or target;
11. rounding: before rounding the change may be none;
12. noted: the source says something beside the figure itself that is not told yet.

The first of each kind goes before the second of any, each about another indicator while there is one. One fact is told
once: where it touches more indicators, they are counted in its sentence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indicators import formats
from indicators.briefing_facts import Facts, Quotable, first_of_each, notes_on
from indicators.briefing_phrases import both, in_short, misfit, no_change, sentence, shown, why
from indicators.judged import (
    Certainty,
    Contradiction,
    IndicatorYear,
    NestedBases,
    Refusal,
    Revision,
    Severity,
    Verdict,
)
from indicators.language import say, say_counted, sayable
from indicators.model import Indicator, Target

MOST = 3

KIND_WORDS = {
    "redefined": sayable("andere definitie"),
    "few_answers": sayable("weinig antwoorden"),
    "contradictory": sayable("tegenstrijdig"),
    "suspect": sayable("opvallend"),
    "two_groups": sayable("twee groepen"),
    "not_comparable": sayable("niet te vergelijken"),
    "no_number": sayable("geen getal"),
    "unsupported": sayable("niet gedragen door de cijfers"),
    "direction_unknown": sayable("richting onbekend"),
    "revised": sayable("herzien"),
    "rounding": sayable("hangt af van de afronding"),
    "noted": sayable("noot"),
}
"""Name of a kind → what it is called."""


@dataclass(frozen=True)
class Caution:
    """One thing to know before quoting."""

    kind: str
    """Name in `KIND_WORDS`."""
    row: IndicatorYear
    """The row whose figure it is about."""
    sentence: str
    quoted: tuple[Quotable, ...] = ()
    """What it quotes that may stand in no row."""

    @property
    def indicator(self) -> Indicator:
        """What it is about."""
        return self.row.indicator

    @property
    def kind_word(self) -> str:
        """Return what its kind is called."""
        return say(KIND_WORDS[self.kind])


def cautions(facts: Facts) -> tuple[Caution, ...]:
    """Return at most three cautions, the most serious first."""
    return first_of_each(_all(facts), MOST)


def _all(facts: Facts) -> Iterator[Caution]:
    row_of = {row.indicator.indicator_id: row for row in reversed(facts.rows)}
    for revisions in facts.redefined():
        first = revisions[0]
        yield Caution("redefined", row_of[first.indicator.indicator_id], _redefined(revisions), _printings(revisions))
    for rows in facts.few_answers():
        yield Caution("few_answers", rows[0], _few(rows))
    pairs = [pair for pair in facts.pairs() if pair[0].base != pair[1].base]
    for pair in pairs:
        nested = facts.misfit(*pair)
        if nested is not None:
            part, whole = sorted(pair, key=lambda row: row.achieved != nested.of_part)
            yield Caution("contradictory", part, f"{_both_groups(part, whole)} {misfit(nested)}", _shares(nested))
    for one in facts.contradictions(Severity.CONTRADICTION):
        if one.nested is None:
            yield Caution("contradictory", row_of[one.indicator.indicator_id], in_short(one), one.evidence)
    for one in facts.contradictions(Severity.REMARK):
        yield Caution("suspect", row_of[one.indicator.indicator_id], in_short(one), one.evidence)
    for pair in pairs:
        if facts.misfit(*pair) is None:
            yield Caution("two_groups", pair[0], _both_groups(*pair))
    for row in facts.without_comparison():
        target = facts.target_of_another_series(row)
        yield Caution("not_comparable", row, _not_comparable(row, target), target.evidence if target else ())
    for row in facts.in_words():
        yield Caution("no_number", row, row.judgement.reason)
    for one in facts.contradictions(Severity.UNSUPPORTED):
        yield Caution("unsupported", row_of[one.indicator.indicator_id], one.sentence, one.evidence)
    turning = facts.of_unknown_direction()
    if turning:
        yield Caution("direction_unknown", turning[0], _of_unknown_direction(turning))
    disagreeing = [one.evidence for one in facts.contradictions(Severity.CONTRADICTION)]
    for revision in facts.revised():
        if (revision.earlier, revision.later) in disagreeing:
            continue
        of = row_of[revision.indicator.indicator_id]
        yield Caution("revised", of, _revised(revision), _printings([revision]))
    for row, change in facts.changed(Certainty.DEPENDS_ON_ROUNDING):
        said = say(
            "De stap van {earlier} naar {later} is alleen aantoonbaar zoals gedrukt: vóór afronding kan het verschil "
            "kleiner zijn.",
            earlier=shown(change.earlier),
            later=shown(change.later),
        )
        yield Caution("rounding", row, said, (change.earlier, change.later))
    found = [one for severity in Severity for one in facts.contradictions(severity)]
    disputed = {one.indicator for one in found}
    yield from _noted([row for row in facts.rows if row.indicator not in disputed])


def _printings(revisions: Iterable[Revision]) -> tuple[Quotable, ...]:
    return tuple(one for revision in revisions for one in (revision.earlier, revision.later))


def _shares(nested: NestedBases) -> tuple[Quotable, ...]:
    return nested.of_part, nested.part_of_whole, nested.of_whole


def _redefined(revisions: Sequence[Revision]) -> str:
    first, others = revisions[0], revisions[1:]
    said = say(
        "Over {year} is eerst {earlier} gepubliceerd en later {later}: de definitie is veranderd. {no_change}",
        year=first.period,
        earlier=shown(first.earlier),
        later=shown(first.later),
        no_change=no_change(first),
    )
    if not others:
        return said
    also = formats.enumeration(
        say("{earlier} werd {later}", earlier=shown(one.earlier), later=shown(one.later)) for one in others
    )
    return (
        said
        + " "
        + say_counted(
            "Ook bij {n} andere indicator: {also}.", "Ook bij {n} andere indicatoren: {also}.", len(others), also=also
        )
    )


def _few(rows: Sequence[IndicatorYear]) -> str:
    first, others = rows[0], rows[1:]
    sample = first.assessment.sample
    assert sample is not None, "a small group is one of known size"
    assert sample.n is not None, "a small group is one of known size"
    answers = formats.number(sample.n, 0)
    template = sayable("{figure} berust op {n} antwoorden.")
    if sample.source == "assumed" or (sample.wave is not None and sample.wave.n_source == "assumed"):
        template = sayable("{figure} berust op {n} antwoorden, bij een aangenomen aantal deelnemers.")
    said = [
        say(
            template,
            figure=shown(first.achieved),
            n=say("hooguit {n}", n=answers) if sample.is_upper_bound else answers,
        )
    ]
    detectable = [one for one in first.assessment.detectable if one.design_effect == first.assessment.design_effect]
    if detectable and detectable[0].smallest_change is not None:
        points = formats.quantity(detectable[0].smallest_change, formats.POINTS, 1)
        said.append(say("Minder dan {points} verandering is dan niet aan te tonen.", points=points))
    if others:
        figures = formats.enumeration(dict.fromkeys(shown(row.achieved) for row in others))
        said.append(say("Zo ook bij {figures}.", figures=figures))
    return " ".join(said)


def _both_groups(row: IndicatorYear, other: IndicatorYear) -> str:
    return say("Noem de groep erbij: {both}.", both=both(row, other))


def _not_comparable(row: IndicatorYear, target: Contradiction | None) -> str:
    if target is not None:
        return target.sentence
    if row.verdict is Verdict.NOT_COMPARABLE:
        return " ".join((row.judgement.reason, say("Daarom is er geen oordeel.")))
    assert isinstance(row.change, Refusal), "what can be compared needs no caution"
    return " ".join(
        (
            row.change.reason,
            say("Zet {figure} daar niet naast.", figure=shown(row.achieved)),
        )
    )


def _of_unknown_direction(rows: Sequence[IndicatorYear]) -> str:
    first, others = rows[0], rows[1:]
    said = say(
        "‘{verdict}’ gaat ervan uit dat hoger beter is, maar dat staat nergens. Is lager beter, dan keert het oordeel "
        "om.",
        verdict=formats.verdict_word(first.verdict, first.certainty),
    )
    if not others:
        return said
    return (
        said
        + " "
        + say_counted(
            "Dat geldt ook voor {n} andere indicator.", "Dat geldt ook voor {n} andere indicatoren.", len(others)
        )
    )


def _revised(revision: Revision) -> str:
    words = {
        "year": revision.period,
        "earlier": shown(revision.earlier),
        "later": shown(revision.later),
        "earlier_document": revision.earlier.document.title,
        "later_document": revision.later.document.title,
    }
    template = sayable("Over {year} noemt ‘{earlier_document}’ {earlier} en ‘{later_document}’ {later}.")
    if isinstance(revision.later, Target):
        template = sayable(
            "De streefwaarde voor {year} is {earlier} in ‘{earlier_document}’ en {later} in ‘{later_document}’."
        )
    return f"{say(template, **words)} {why(revision)}"


def _noted(rows: Sequence[IndicatorYear]) -> Iterator[Caution]:
    told: set[str] = set()
    for row in rows:
        if row.achieved is None or not row.achieved.is_present:
            continue
        for note in notes_on(row):
            if note.footnote_id not in told:
                told.add(note.footnote_id)
                words = {"figure": shown(row.achieved), "note": sentence(note.text or "")}
                yield Caution("noted", row, say("Noot bij {figure}: {note}", **words))
