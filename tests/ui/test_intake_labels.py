"""Words of others as a label keep every letter; what a browser makes of them: tests/browser/test_labels_of_rows.py."""

from hypothesis import given
from hypothesis import strategies as st

from ui.intake_labels import JOINER, literal


def test_a_label_without_marks_stays_as_it_is() -> None:
    for words in ("% bewoners (18 jaar e.o.) dat zegt … (V)", "Wat is er met 2018: 75% → 74%?", "4.1.6 Zorg – jeugd"):
        assert literal(words) == words


@given(st.text("ab \\`*_~[]$<&:@.w"))
def test_every_letter_of_a_label_is_there_in_its_order(words: str) -> None:
    read, rest = "", iter(literal(words).replace(JOINER, ""))
    for letter in rest:
        read += next(rest) if letter == "\\" else letter
    assert read == words


def test_letters_that_are_not_seen_are_shown_as_their_codes() -> None:
    assert literal("om\N{RIGHT-TO-LEFT OVERRIDE}keer\N{ZERO WIDTH SPACE}") == r"om\<U+202E>keer\<U+200B>"
