"""A published briefing stays what it was, whoever publishes beside it and whatever happens to its file."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from exports import published
from exports.briefing_record import BriefingRecord, Signature
from exports.briefing_words import signature
from exports.published import Standing
from indicators.language import speaking
from tests.exports.example_briefing import example_briefing

SIGNED = example_briefing(Signature(name="A. de Vries", day="2019-05-14"))
MADE_WITH = "layout 1"


def laid_out(record: BriefingRecord, host: str | None = None) -> bytes:
    return f"{host}{record.as_json()}".encode()


def publish(folder: Path, record: BriefingRecord = SIGNED) -> published.Publication:
    return published.publish(folder, record, laid_out, MADE_WITH)


def test_what_was_published_is_read_back_as_it_was(tmp_path: Path) -> None:
    kept = publish(tmp_path / "briefings")
    found = published.publication(tmp_path / "briefings", kept.name)
    assert found == kept
    assert found.record == SIGNED
    assert found.content_hash == SIGNED.content_hash
    assert laid_out(found.record) == laid_out(SIGNED)


def test_a_later_publication_stands_beside_the_first(tmp_path: Path) -> None:
    first = publish(tmp_path)
    second = publish(tmp_path, SIGNED.model_copy(update={"happened": "Iets anders gezegd."}))
    assert (first.number, second.number) == (1, 2)
    assert published.publications(tmp_path, SIGNED) == (second, first)
    english = SIGNED.model_copy(update={"language": "en"})
    assert publish(tmp_path, english).number == 1
    assert len(published.publications(tmp_path, SIGNED)) == 2


def test_ten_people_at_once_get_ten_numbers(tmp_path: Path) -> None:
    with ThreadPoolExecutor(10) as people:
        numbers = [one.number for one in people.map(lambda _: publish(tmp_path), range(10))]
    assert sorted(numbers) == list(range(1, 11))
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_nothing_is_published_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(published.PublicationError, match="naam"):
        publish(tmp_path, example_briefing())
    assert list(tmp_path.iterdir()) == []


def test_a_figure_changed_in_the_file_is_refused(tmp_path: Path) -> None:
    kept = publish(tmp_path)
    path = tmp_path / f"{kept.name}.json"
    text = path.read_text(encoding="utf-8")
    assert "75%" in text
    path.write_text(text.replace("75%", "85%"), encoding="utf-8")
    with pytest.raises(published.PublicationError, match=kept.name):
        published.publications(tmp_path, SIGNED)


@pytest.mark.parametrize("broken", ["", "{", "[]", json.dumps({"number": 1})])
def test_a_file_that_is_no_briefing_is_named(tmp_path: Path, broken: str) -> None:
    kept = publish(tmp_path)
    (tmp_path / f"{kept.name}.json").write_text(broken, encoding="utf-8")
    with pytest.raises(published.PublicationError, match=kept.name):
        published.publication(tmp_path, kept.name)


def test_a_file_under_another_name_is_refused(tmp_path: Path) -> None:
    kept = publish(tmp_path)
    (tmp_path / f"{kept.name}.json").rename(tmp_path / f"{kept.name[:-1]}9.json")
    with pytest.raises(published.PublicationError):
        published.publications(tmp_path, SIGNED)


def test_a_folder_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    with pytest.raises(published.PublicationError, match="niet te beschrijven"):
        publish(tmp_path / "a-file" / "briefings")


def test_other_figures_and_other_verdicts_are_told_and_other_words_are_not(tmp_path: Path) -> None:
    kept = publish(tmp_path)
    assert published.standing(kept, SIGNED.model_copy(update={"promised": "Anders gezegd."})) is Standing.SAME
    other_figures = SIGNED.model_copy(update={"figures_version": "f" * 64})
    assert published.standing(kept, other_figures) is Standing.OTHER_FIGURES
    turned = SIGNED.rows[0].model_copy(update={"certainty": "within_margin"})
    other_verdicts = SIGNED.model_copy(update={"rows": (turned, *SIGNED.rows[1:])})
    assert published.standing(kept, other_verdicts) is Standing.OTHER_VERDICTS


def test_the_pdf_stays_what_it_was_whatever_lays_it_out_later(tmp_path: Path) -> None:
    kept = publish(tmp_path)
    assert published.pdf_of(tmp_path, kept) == laid_out(SIGNED)
    path = tmp_path / f"{kept.name}.pdf"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(published.PublicationError, match="veranderd"):
        published.pdf_of(tmp_path, kept)
    path.unlink()
    with pytest.raises(published.PublicationError, match="niet te lezen"):
        published.pdf_of(tmp_path, kept)


def test_a_pdf_without_its_record_is_no_publication_and_its_number_stays_free_of_others(tmp_path: Path) -> None:
    """A publication that was interrupted half-way."""
    kept = publish(tmp_path)
    (tmp_path / f"{kept.name}.json").unlink()
    assert published.publications(tmp_path, SIGNED) == ()
    assert publish(tmp_path).number == 2


def test_an_unknown_name_is_no_publication(tmp_path: Path) -> None:
    publish(tmp_path)
    assert published.publication(tmp_path, "../../etc/passwd") is None
    assert published.publication(tmp_path / "nowhere", "a-1") is None


def test_a_signature_says_its_day_in_words_and_keeps_it_for_machines() -> None:
    signed = signature("A. de Vries", date(2019, 5, 14))
    assert (signed.day, signed.on) == ("2019-05-14", "14 mei 2019")
    with speaking("en"):
        assert signature("A. de Vries", date(2019, 5, 14)).on == "14 May 2019"
