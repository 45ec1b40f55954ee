"""A bar on standard error that shows the step of a long run and how far it is; nothing in logs and pipes.

It is drawn on a clock and not when a step is told: one statement over a million rows tells nothing for a minute, and
that is when somebody looks. What is over within `DELAY` draws nothing at all.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from tqdm import tqdm

DELAY = 1.0
"""Seconds before a run is worth a bar."""

_REDRAWN = 0.2
"""Seconds between two drawings."""
_IN_PARTS = "{desc}: {bar:24} {n_fmt} of {total_fmt} [{elapsed}]"
_AS_A_WHOLE = "{desc} … [{elapsed}]"


class ProgressBar:
    """Is told the steps of a run (`warehouse.progress.Progress`) and shows them while it is a context."""

    def __init__(self, delay: float = DELAY) -> None:
        # `disable=None`: only on a terminal
        self._bar = tqdm(file=sys.stderr, disable=None, delay=delay, leave=False, miniters=0, bar_format=_AS_A_WHOLE)
        self._is_over = Event()
        self._clock = Thread(target=self._draw, daemon=True)

    def __enter__(self) -> "ProgressBar":
        if not self._bar.disable:
            self._clock.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._is_over.set()
        if self._clock.is_alive():
            self._clock.join()
        self._bar.close()

    def __call__(self, step: str, done: int = 0, parts: int = 0, /) -> None:
        """Note the step that begins, how many of its parts are done and how many there are."""
        bar = self._bar
        if not bar.disable:
            with bar.get_lock():
                bar.desc, bar.total, bar.n, bar.last_print_n = step, parts or None, done, 0
                bar.bar_format = _IN_PARTS if parts else _AS_A_WHOLE

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Take the bar away while something is written to the same terminal; the clock draws it again."""
        with self._bar.get_lock():
            self._bar.clear(nolock=True)
            yield
            sys.stdout.flush()

    def _draw(self) -> None:
        while not self._is_over.wait(_REDRAWN):
            self._bar.update(0)
