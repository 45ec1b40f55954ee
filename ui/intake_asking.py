"""Questions of one group with one button: drawn, collected, and saved among the decisions of a delivery.

What was recognised stands folded in one line; what was answered is folded away and can be changed; the rest is asked.
Nothing is decided by opening a page: an answer counts once somebody saved it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeVar

import streamlit as st

from indicators.language import say
from loaders.catalogue import Entry
from loaders.delivery import room
from loaders.delivery.decisions import Decisions
from loaders.delivery.questions import Standing
from loaders.delivery.record import Delivery, State
from ui import intake_answers, intake_desk, intake_refusals
from ui import intake_wording as words
from ui.intake_desk import Desk
from ui.intake_labels import literal
from ui.markup import Content, element, items


class Question(Protocol):
    """Something that is asked about a delivery."""

    @property
    def standing(self) -> Standing:
        """Where it stands."""


Asked = TypeVar("Asked", bound=Question)


class Answer(NamedTuple):
    """What somebody filled in: the keys of an entry, and what of it is missing, in words."""

    values: Mapping[str, Any]
    missing: Sequence[str] = ()


@dataclass(frozen=True)
class Group:
    """Questions that are saved together; `name` tells their fields from those of another group."""

    desk: Desk
    delivery: Delivery
    decisions: Decisions
    name: str

    @property
    def is_open(self) -> bool:
        """Whether an answer may still change."""
        return self.delivery.state is State.OPEN

    # Fields ---------------------------------------------------------------------------------------------------------

    def choice(self, label: str, options: Mapping[str, str], chosen: str | None, of: str) -> str | None:
        """Let somebody choose one of the options (id → label); `chosen` is what stands there, None for nothing."""
        listed = list(options)
        answer: str | None = st.selectbox(
            literal(label),
            listed,
            index=listed.index(chosen) if chosen is not None and chosen in options else None,
            format_func=lambda one: options.get(one, one),
            placeholder=say(words.CHOOSE),
            key=self._key(label, of, chosen),
            disabled=not self.is_open,
        )
        return answer

    def text(self, label: str, drafted: str, of: str, *, is_long: bool = False) -> str:
        """Let somebody fill in words; `drafted` is what stands there."""
        field = st.text_area if is_long else st.text_input
        typed: str | None = field(literal(label), drafted, key=self._key(label, of, drafted), disabled=not self.is_open)
        return " ".join((typed or "").split())

    def _key(self, label: str, of: str, drafted: str | None) -> str:
        """Return the key of a field; where another value stands there by itself, the field begins anew with that."""
        return f"{self.delivery.delivery_id}/{self.name}/{of}/{label}/{drafted}"

    # Questions ------------------------------------------------------------------------------------------------------

    @staticmethod
    def known(questions: Sequence[Asked]) -> list[Asked]:
        """Return those that the catalogue answers by itself."""
        return [one for one in questions if one.standing in (Standing.KNOWN, Standing.ALIAS)]

    def tell(self, summary: str, known: Iterable[Content]) -> None:
        """Fold what needs no answer away behind one line."""
        if listed := items(known):
            st.html(
                element("details", element("summary", element("span", summary, class_="why")), listed, class_="why")
            )

    def ask(
        self,
        part: str,
        kind: type[Entry],
        questions: Sequence[Asked],
        one: Callable[[Asked], Answer | None],
        button: str,
    ) -> None:
        """Ask what is open, show what was answered, and save both with one button."""
        is_seen = self._is_seen(part)
        answered = [question for question in questions if question.standing is Standing.DECIDED]
        answers = [one(question) for question in questions if question.standing.is_open]
        has_open = bool(answers)
        if answered:
            with st.expander(say(words.ANSWERED, n=len(answered))) as folded:
                answers += [one(question) for question in answered]
        if not answers or not self.is_open:
            return
        # Where everything is answered, the button is folded away with the answers.
        place = st if has_open else folded
        if not place.button(literal(button), key=self._key(button, "", None)):
            return
        if not is_seen:
            intake_desk.refuse(say(intake_refusals.DECIDED_MEANWHILE))
        else:
            self.save(part, kind, [answer for answer in answers if answer])

    def _is_seen(self, part: str) -> bool:
        """Return whether this is what stood here when the page was drawn before: what was pressed answers that."""
        entries, key = getattr(self.decisions, part), self._key(part, "gezien", None)
        seen = st.session_state.get(key, entries)
        st.session_state[key] = entries
        return bool(seen == entries)

    def save(self, part: str, kind: type[Entry], answers: Sequence[Answer]) -> None:
        """Put answers among the decisions; what is missing in them is told instead."""
        if not answers:
            intake_desk.refuse(say(words.NOTHING_ANSWERED))
            return
        if missing := [name for answer in answers for name in answer.missing]:
            intake_desk.refuse(say(words.MISSING, what="; ".join(dict.fromkeys(missing))))
            return
        try:
            entries = [kind.model_validate(answer.values) for answer in answers]
        except ValueError:
            intake_desk.refuse(say(words.UNFIT))
            return
        self.decide(intake_answers.merged(self.decisions, part, entries))

    def decide(self, decided: Decisions) -> None:
        """Store the decisions in place of those that were seen here."""
        with intake_desk.attempt():
            before, now = self.decisions, intake_desk.now()
            room.decide(self.desk.root, self.delivery.delivery_id, decided, self.desk.by, now, before=before)
            intake_desk.done(say(words.SAVED), *intake_desk.here())
