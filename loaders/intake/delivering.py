"""What the command `intake` does with deliveries: stored, listed, shown, decided about, drafted, removed.

Whatever is printed of a delivery is a decisions file: reports are its comments, what was decided stands in it, and what
is left to decide is to be filled in.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from loaders.catalogue import read_catalogue
from loaders.delivery import room, template
from loaders.delivery.decisions import Decisions
from loaders.delivery.decisions_file import as_toml, from_toml
from loaders.delivery.drafting import draft
from loaders.delivery.questions import questions
from loaders.delivery.record import ReceivedFile, State
from loaders.delivery.room import DeliveryError
from loaders.intake import report
from loaders.intake.command import code_of
from loaders.intake.received import COMPLETE, REFUSED, UNREADABLE
from loaders.intake.receiving import stored_files
from loaders.progress_bar import ProgressBar
from loaders.release_command import COUNCIL_TIME
from loaders.sources import read_sources
from release.report import lines
from warehouse import log, publishing, store

_AS_OF = re.compile(r"^# Decided until now: ([0-9a-f]{12})$", re.MULTILINE)


class Desk:
    """Where deliveries of one warehouse are worked on."""

    def __init__(self, data: Path, root: Path | None) -> None:
        self.data, self.root = data, root or store.default_root()

    def list(self) -> int:
        """List the deliveries, and tell of those that cannot be read."""
        there, damaged = room.deliveries(self.root), room.damaged(self.root)
        for one in there:
            _say([next(report.of_delivery(one))])
        if not there and not damaged:
            _say(["No delivery was received."])
        for fault in damaged:
            _complain(str(fault))
        return REFUSED if damaged else COMPLETE

    def show(self, delivery_id: str) -> int:
        """Show a delivery with what is asked about it."""
        try:
            return self._show(delivery_id)
        except DeliveryError as error:
            _complain(str(error))
            return REFUSED

    def act(self, chosen: argparse.Namespace) -> int:
        """Do what was asked in somebody's name."""
        now = datetime.now(COUNCIL_TIME)
        try:
            if chosen.remove:
                room.remove(self.root, chosen.delivery, chosen.by, chosen.reason, now)
                _say([f"Delivery {chosen.delivery} is removed."])
                return COMPLETE
            text = _text(chosen.decisions) if chosen.decisions else ""
            decided = _decisions(chosen.decisions, text) if chosen.decisions else None
            delivery_id, code = chosen.delivery, COMPLETE
            if delivery_id is None:
                with ProgressBar() as progress:
                    stored = stored_files(self.data / "sources")
                    received = room.receive(self.root, chosen.files, chosen.by, now, stored, progress=progress)
                delivery_id, code = received.delivery_id, code_of({_code(one) for one in received.files})
            if decided is not None:
                room.decide(self.root, delivery_id, decided, chosen.by, now, before=self._seen(delivery_id, text))
            done = self._draft(chosen, now) if chosen.draft else self._show(delivery_id)
        except (DeliveryError, publishing.NotWrittenError) as error:
            _complain(str(error))
            return REFUSED
        return code or done

    def _show(self, delivery_id: str) -> int:
        delivery = room.read(self.root, delivery_id)
        _say(map(template.comment, report.of_delivery(delivery)))
        if delivery.state is State.REMOVED:
            return COMPLETE
        decisions, read = room.decisions(self.root, delivery_id), room.extractions(self.root, delivery)
        catalogue, faults = read_catalogue(self.data)
        pages, mistakes = read_sources(self.data)
        for problem in (*faults, *mistakes):
            _complain(problem.sentence())
        _say(_entries(decisions))
        if faults or mistakes:
            return REFUSED
        names = {one.sha256: one.name for one in reversed(delivery.files)}
        left = questions(read, names, catalogue, decisions, pages)
        _say(template.asked(left, catalogue))
        if delivery.state is State.OPEN:
            _say(["", *_what_next(delivery_id, left.open)])
        return COMPLETE

    def _seen(self, delivery_id: str, text: str) -> Decisions | None:
        """Return the decisions that a text was made of; None where it does not say, or none can be read."""
        mark = _AS_OF.search(text)
        try:
            decided = room.decisions(self.root, delivery_id)
        except DeliveryError as error:
            if error.kind == "changed":
                return None
            raise
        if mark and mark[1] != _mark(decided):
            raise DeliveryError(
                "decided-meanwhile",
                f"Somebody decided about delivery {delivery_id} after this text was printed: print it again with "
                f"`intake --delivery {delivery_id}`, and decide what is left.",
            )
        return decided if mark else None

    def _draft(self, chosen: argparse.Namespace, now: datetime) -> int:
        with ProgressBar() as progress:
            made = draft(self.root, self.data, chosen.delivery, chosen.by, now, progress=progress)
        for problem in made.report.problems:
            _complain(problem.sentence())
        if made.waiting is None or made.differences is None:
            _say(["# No draft was made."])
            return REFUSED
        accepted = [one for one in made.asked if one.accepted is not None]
        _say(map(template.comment, lines(made.differences, made.waiting.published_version, accepted)))
        if made.open:
            _say(_entries(room.decisions(self.root, chosen.delivery)))
        _say(template.demanded(made.asked))
        name = made.waiting.draft
        waits = f"# Draft {name} waits. Somebody else: python -m loaders release {name} --by NAME"
        _say(["", *(_what_next(chosen.delivery, len(made.open)) if made.open else [waits])])
        return COMPLETE


def _entries(decisions: Decisions) -> Sequence[str]:
    text = as_toml(decisions)
    return [f"# Decided until now: {_mark(decisions)}", *(["", *text.splitlines()] if text else [])]


def _mark(decisions: Decisions) -> str:
    return log.sha256(as_toml(decisions).encode())[:12]


def _what_next(delivery_id: str, left: int) -> Sequence[str]:
    on = f"python -m loaders intake --delivery {delivery_id}"
    if not left:
        return [f"# Nothing is left to decide: {on} --draft --by NAME"]
    matters = f"{left} matter{' is' if left == 1 else 's are'}"
    return [f"# {matters} left. Complete this text in a file: {on} --decisions FILE --by NAME"]


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryError("decisions-entry", f"{file}: found no text in UTF-8 ({error}).") from error


def _decisions(file: Path, text: str) -> Decisions:
    """Return what the text of a file decides."""
    found, problems = from_toml(text)
    if found is None:
        raise DeliveryError("decisions-entry", "\n".join(problem.sentence(str(file)) for problem in problems))
    return found


def _code(one: ReceivedFile) -> int:
    if one.is_unreadable:
        return UNREADABLE
    return REFUSED if any(problem.severity == "refused" for problem in one.problems) else COMPLETE


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _complain(sentences: str) -> None:
    for sentence in sentences.splitlines():
        sys.stderr.write(f"refused: {sentence}\n")
