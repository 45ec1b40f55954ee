"""Questions that a briefing may expect, with the short answer that figures and documents carry, and nothing beyond it.

At most five, in the order in which a council asks: what it read otherwise before (another figure for the same year, a
second figure beside the first), what a document itself says of the year, a target that moved, and then whether a
change is real, why a figure is missing, and why two figures are not compared. Why a target was missed is no question
here: that is for the commentary.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from indicators import formats
from indicators.briefing_facts import Facts, Quotable, claim_of, first_of_each, is_withheld, notes_on
from indicators.briefing_phrases import both, in_short, no_change, sentence, shown, why
from indicators.judged import (
    Certainty,
    Change,
    Contradiction,
    ContradictionKind,
    IndicatorYear,
    Refusal,
    Revision,
    Severity,
    Verdict,
)
from indicators.language import say, say_counted, sayable
from indicators.model import Claim, Indicator, Target

MOST = 5


@dataclass(frozen=True)
class Question:
    """One question with its answer."""

    kind: str
    """`redefined`, `two_figures`, `claim`, `suspect`, `moved_target`, `revised`, `missing`, `change`, `rounding`,
    `break` or `unit`."""
    indicator: Indicator
    question: str
    answer: str
    quoted: tuple[Quotable, ...] = ()
    """What it quotes that may stand in no row."""


def likely_questions(
    facts: Facts, year: int, *, has_accounts: bool, called: Callable[[Indicator], str], told: Collection[str] = ()
) -> tuple[Question, ...]:
    """Return at most five questions, the most likely first.

    `called` is what an indicator is called in one. What is `told` on the same sheet in so many words is not asked too.
    """
    could = _Asking(facts, year, has_accounts, called).all()
    new = (one for one in could if not any(one.answer in sentence for sentence in told))
    return first_of_each(new, MOST, kinds_first=True)


@dataclass(frozen=True)
class _Asking:
    """All that could be asked, in order."""

    facts: Facts
    year: int
    has_accounts: bool
    called: Callable[[Indicator], str]

    def all(self) -> Iterator[Question]:
        for revisions in self.facts.redefined():
            yield from map(self._redefined, revisions)
        yield from (self._two_figures(*pair) for pair in self.facts.pairs())
        for severity in (Severity.CONTRADICTION, Severity.UNSUPPORTED):
            for contradiction in self.facts.contradictions(severity):
                yield from self._claim(contradiction)
        for remark in self.facts.contradictions(Severity.REMARK):
            yield self._asked("suspect", remark.indicator, say("kan dat kloppen?"), in_short(remark), remark.evidence)
        for revision in self.facts.revised():
            yield self._revised(revision)
        yield from self._missing()
        yield from (self._change(*one) for one in self.facts.changed(Certainty.WITHIN_MARGIN))
        yield from (self._rounding(*one) for one in self.facts.changed(Certainty.DEPENDS_ON_ROUNDING))
        yield from map(self._break, self.facts.without_comparison())
        for contradiction in self.facts.contradictions(Severity.UNSUPPORTED):
            yield from self._unit(contradiction)

    def _asked(
        self, kind: str, indicator: Indicator, question: str, answer: str, quoted: tuple[Quotable, ...] = ()
    ) -> Question:
        return Question(kind, indicator, f"{self.called(indicator)}: {question}", answer, quoted)

    def _asked_of(self, row: IndicatorYear, kind: str, question: str, answer: str, change: Change) -> Question:
        """Return a question about one of the figures of an indicator, which names the figure it means."""
        of = f" ({row.measure})" if row.measure is not None else ""
        quoted = (change.earlier, change.later)
        return Question(kind, row.indicator, f"{self.called(row.indicator)}{of}: {question}", answer, quoted)

    def _redefined(self, one: Revision) -> Question:
        question = say("waarom stond er over {year} eerst {earlier} en later {later}?", year=one.period, **_both(one))
        answer = [say("Door een andere definitie."), no_change(one)]
        answer.append(one.reason if one.reason is not None else say("Geen document zegt waarom."))
        change = next(
            (
                row.change
                for row in self.facts.rows
                if isinstance(row.change, Change) and row.change.earlier.identity == one.later.identity
            ),
            None,
        )
        if change is not None:
            answer.append(
                say(
                    "Met de nieuwe definitie: {earlier} in {earlier_year} en {later} in {later_year} ({phrase}).",
                    earlier=shown(change.earlier),
                    earlier_year=change.earlier.period,
                    later=shown(change.later),
                    later_year=change.later.period,
                    phrase=change.phrase,
                )
            )
        quoted = (one.earlier, one.later, *((change.earlier, change.later) if change is not None else ()))
        return self._asked("redefined", one.indicator, question, " ".join(answer), quoted)

    def _two_figures(self, row: IndicatorYear, other: IndicatorYear) -> Question:
        question = say(
            "is het {one} of {other}?",
            one=shown(row.achieved),
            other=shown(other.achieved),
        )
        answer = say("Allebei: {both}.", both=both(row, other))
        return self._asked("two_figures", row.indicator, question, answer)

    def _claim(self, one: Contradiction) -> Iterator[Question]:
        claim = claim_of(one)
        if claim is None or one.kind is ContradictionKind.CLAIM_UNIT:
            return
        said, figures = _apart(claim, one)
        lead = sayable("Dat blijkt niet uit de cijfers.")
        if one.severity is Severity.CONTRADICTION:
            lead = sayable("Niet volgens de cijfers.")
        if one.kind is ContradictionKind.CLAIM_BASE:
            lead = sayable("De bron zegt twee dingen.")
        question = say("{claim} Klopt dat?", claim=said)
        yield Question("claim", one.indicator, question, f"{say(lead)} {figures}", one.evidence)

    def _unit(self, one: Contradiction) -> Iterator[Question]:
        claim = claim_of(one)
        if claim is None or claim.difference is None or one.kind is not ContradictionKind.CLAIM_UNIT:
            return
        size = formats.number(abs(claim.difference))
        question = say("is het verschil {size} procent of {size} procentpunt?", size=size)
        _, figures = _apart(claim, one)
        answer = say("Procentpunt. {figures}", figures=figures)
        yield self._asked("unit", one.indicator, question, answer, one.evidence)

    def _revised(self, one: Revision) -> Question:
        documents = {"earlier_document": one.earlier.document.title, "later_document": one.later.document.title}
        answer = say("‘{earlier_document}’ noemt {earlier}, ‘{later_document}’ {later}.", **documents, **_both(one))
        if isinstance(one.later, Target):
            kind, question = (
                "moved_target",
                sayable("waarom ging de streefwaarde voor {year} van {earlier} naar {later}?"),
            )
        else:
            kind, question = "revised", sayable("waarom stond er over {year} eerst {earlier} en later {later}?")
        asked = say(question, year=one.period, **_both(one))
        return self._asked(kind, one.indicator, asked, f"{answer} {why(one)}", (one.earlier, one.later))

    def _missing(self) -> Iterator[Question]:
        missing = self.facts.without_figure()
        if not self.has_accounts:
            # Without the accounts of the year there is one reason for all but what is there and not shown.
            unknown = [rows for rows in missing if not is_withheld(rows[0])]
            if unknown:
                yield self._unknown(unknown[0][0].indicator, sum(map(len, missing)))
            missing = [rows for rows in missing if is_withheld(rows[0])]
        for rows in missing:
            answer = [rows[0].judgement.reason]
            answer += [say("Noot: {note}", note=sentence(note.text or "")) for note in notes_on(rows[0])]
            if others := len(rows) - 1:
                answer.append(
                    say_counted(
                        "Dat geldt ook voor {n} andere indicator.", "Dat geldt ook voor {n} andere indicatoren.", others
                    )
                )
            question = say("waarom is er over {year} geen uitkomst?", year=self.year)
            yield self._asked("missing", rows[0].indicator, question, " ".join(answer))

    def _unknown(self, of: Indicator, missing: int) -> Question:
        question = say("Waarom zijn er over {year} geen uitkomsten?", year=self.year)
        if missing < sum(row.is_main for row in self.facts.rows):
            question = say("Waarom zijn er over {year} niet meer uitkomsten?", year=self.year)
        return Question("missing", of, question, say("De rekening over {year} is hier niet bekend.", year=self.year))

    def _change(self, row: IndicatorYear, change: Change) -> Question:
        words = {"year": change.earlier.period, "change": formats.changed(change), **_ends(change)}
        if change.difference == 0 and change.interval is not None:
            question = say("is er sinds {year} niets veranderd?", **words)
            answer = say(
                "Dat is niet te zeggen. De cijfers zijn gelijk ({later}), maar de marge is {margin}.",
                **words,
                margin=formats.interval(change.interval, formats.POINTS),
            )
        else:
            template = sayable("is het sinds {year} echt gestegen?")
            if change.difference < 0:
                template = sayable("is het sinds {year} echt gedaald?")
            question = say(template, **words)
            answer = say("Dat is niet te zeggen. Van {earlier} naar {later} valt binnen de marge: {change}.", **words)
        return self._asked_of(row, "change", question, answer, change)

    def _rounding(self, row: IndicatorYear, change: Change) -> Question:
        words = {"year": change.earlier.period, "change": formats.changed(change), **_ends(change)}
        template = sayable("is het sinds {year} echt gestegen?")
        if change.difference < 0:
            template = sayable("is het sinds {year} echt gedaald?")
        answer = say(
            "Zoals gedrukt wel: van {earlier} naar {later}, {change}. Vóór afronding kan dat binnen de marge vallen.",
            **words,
        )
        return self._asked_of(row, "rounding", say(template, **words), answer, change)

    def _break(self, row: IndicatorYear) -> Question:
        if row.verdict is Verdict.NOT_COMPARABLE:
            target = self.facts.target_of_another_series(row)
            answer = row.judgement.reason if target is None else target.sentence
            quoted = target.evidence if target is not None else ()
            return self._asked("break", row.indicator, say("waarom is er geen oordeel?"), answer, quoted)
        assert isinstance(row.change, Refusal), "what can be compared needs no question"
        question = say("waarom staat er geen verandering bij?")
        return self._asked("break", row.indicator, question, row.change.reason)


def _apart(claim: Claim, one: Contradiction) -> tuple[str, str]:
    """Return what the document says and what the figures say; a finding tells the one before the other."""
    said = claim.paraphrase[:1].upper() + claim.paraphrase[1:]
    return said, one.sentence.removeprefix(said).strip()


def _both(one: Revision) -> dict[str, str]:
    return {"earlier": shown(one.earlier), "later": shown(one.later)}


def _ends(change: Change) -> dict[str, str]:
    return {
        "earlier": shown(change.earlier),
        "later": shown(change.later),
    }
