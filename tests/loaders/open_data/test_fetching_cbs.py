"""A table of CBS is fetched whole or not at all, from a server that is slow, busy or broken."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from pathlib import Path

import pytest

from loaders.open_data.fetch import Fetched, Wanted, fetch_table
from loaders.open_data.retrieval import Patience, RetrievalError, Server
from tests.loaders.open_data.stub import Stub, answer, drop_halfway, end_early, serving, status, whole

WANTED = Wanted("83648NED", ["M004200_4"], ["GM0014", "NL01"], {"SoortMisdrijf": "T001161"})


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serving() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def server(stub: Stub, waits: list[float]) -> Server:
    return Server(stub.root, Patience(attempts=3, silence=2, answer=2), sleep=waits.append)


def figures(fetched: Fetched) -> list[tuple[str, int, str, str]]:
    return [(one.region, one.year, one.raw, one.status) for one in fetched.figures]


WHOLE = [
    ("GM0014", 2017, "65,0", "definite"),
    ("GM0014", 2018, "61,3", "definite"),
    ("NL01", 2018, "47,1", "definite"),
    ("NL01", 2017, ".", "definite"),
    ("NL01", 2019, "46,5", "provisional"),
]


def test_all_pages_are_read_and_a_quarter_is_refused(server: Server, stub: Stub, tmp_path: Path) -> None:
    fetched = fetch_table(server, WANTED, tmp_path)
    assert figures(fetched) == WHOLE
    assert [one.found for one in fetched.problems] == ["period '2019KW01'"]
    assert (fetched.title, str(fetched.modified_on)) == (answer("Properties")["Title"], "2026-03-02")
    assert stub.names() == [
        "Properties", "MeasureCodes", "PeriodenCodes", "RegioSCodes", "SoortMisdrijfCodes", "Observations",
        "Observations",
    ]  # fmt: skip


def test_the_filter_says_a_code_as_the_server_writes_it(server: Server, stub: Stub, tmp_path: Path) -> None:
    fetch_table(server, WANTED, tmp_path)
    query = stub.asked[5].partition("?")[2]
    assert query == (
        "$filter=(Measure%20eq%20'M004200_4')%20and%20(RegioS%20eq%20'GM0014'%20or%20RegioS%20eq%20'NL01%20%20')"
        "%20and%20(SoortMisdrijf%20eq%20'T001161%20')"
    )


@pytest.mark.parametrize(
    "fault", [drop_halfway, end_early, status(429), status(503), whole("{"), whole("<html>busy</html>"), whole("[]")]
)
def test_what_passes_is_tried_again(stub: Stub, server: Server, waits: list[float], tmp_path: Path, fault) -> None:
    stub.faults["Observations.2.json"] = [fault]
    assert figures(fetch_table(server, WANTED, tmp_path)) == WHOLE
    assert waits == [1.0]


def test_a_server_is_waited_for_twice_as_long_each_time(
    stub: Stub, server: Server, waits: list[float], tmp_path: Path
) -> None:
    stub.faults["Properties.json"] = [status(503), status(500)]
    fetch_table(server, WANTED, tmp_path)
    assert waits == [1.0, 2.0]


def test_a_server_is_waited_for_as_long_as_it_asks(
    stub: Stub, server: Server, waits: list[float], tmp_path: Path
) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    stub.faults["Properties.json"] = [status(429, Retry_After="7"), status(503, Retry_After=moment)]
    fetch_table(server, WANTED, tmp_path)
    assert waits[0] == 7.0
    assert 50 < waits[1] <= 60


def test_a_server_that_asks_for_an_hour_is_left_alone(
    stub: Stub, server: Server, waits: list[float], tmp_path: Path
) -> None:
    stub.faults["Properties.json"] = [status(429, Retry_After="3600")]
    with pytest.raises(RetrievalError, match="3600 seconds"):
        fetch_table(server, WANTED, tmp_path)
    assert waits == []


def test_a_table_that_is_not_there_is_not_asked_for_again(stub: Stub, server: Server, tmp_path: Path) -> None:
    with pytest.raises(RetrievalError, match="status 404"):
        fetch_table(server, Wanted("00000NED", ["M1"], ["NL01"]), tmp_path)
    assert len(stub.asked) == 1


def test_a_run_that_broke_off_goes_on_where_it_was(stub: Stub, server: Server, tmp_path: Path) -> None:
    stub.faults["Observations.2.json"] = [drop_halfway] * 3
    with pytest.raises(RetrievalError) as failure:
        fetch_table(server, WANTED, tmp_path)
    assert failure.value.problem.kind == "no-answer"
    stub.asked.clear()
    again = fetch_table(server, WANTED, tmp_path)
    assert figures(again) == WHOLE
    assert stub.names() == ["Properties", "Observations"]
    assert "$skip=3" in stub.asked[1]


def test_a_kept_page_that_was_cut_off_is_fetched_anew(stub: Stub, server: Server, tmp_path: Path) -> None:
    first = fetch_table(server, WANTED, tmp_path)
    page = tmp_path / "Observations.0002.page.json"
    page.write_text(page.read_text(encoding="utf-8")[:40], encoding="utf-8")
    stub.asked.clear()
    assert fetch_table(server, WANTED, tmp_path) == first
    assert stub.names() == ["Properties", "Observations"]


def test_pages_of_a_table_that_changed_are_not_mixed_with_new_ones(stub: Stub, server: Server, tmp_path: Path) -> None:
    fetch_table(server, WANTED, tmp_path)
    stub.asked.clear()
    newer = answer("Properties") | {"ObservationsModified": "2026-04-01T02:00:00+02:00"}
    stub.faults["Properties.json"] = [whole(json.dumps(newer))]
    assert str(fetch_table(server, WANTED, tmp_path).modified_on) == "2026-04-01"
    assert len(stub.asked) == 7


def test_another_part_of_the_table_does_not_use_the_pages_of_the_first(
    stub: Stub, server: Server, tmp_path: Path
) -> None:
    fetch_table(server, WANTED, tmp_path)
    stub.asked.clear()
    fetch_table(server, Wanted("83648NED", ["M004200_4"], ["GM0014"], WANTED.where), tmp_path)
    assert len(stub.asked) == 7


def test_a_next_page_that_was_there_before_is_refused(stub: Stub, server: Server, tmp_path: Path) -> None:
    """A code list, whose rows have no number by which they could be known again."""
    round_again = answer("MeasureCodes") | {"@odata.nextLink": f"{stub.root}/83648NED/MeasureCodes"}
    stub.faults["MeasureCodes.json"] = [whole(json.dumps(round_again))] * 9
    with pytest.raises(RetrievalError, match="a next page that was there before"):
        fetch_table(server, WANTED, tmp_path)
    assert stub.names() == ["Properties", "MeasureCodes"]


def test_the_same_rows_under_another_address_are_refused(stub: Stub, server: Server, tmp_path: Path) -> None:
    for turn in range(9):
        link = f"{stub.root}/83648NED/Observations?$skip=3&turn={turn}"
        stub.faults.setdefault("Observations.2.json", []).append(
            whole(json.dumps(answer("Observations.2") | {"@odata.nextLink": link}))
        )
    with pytest.raises(RetrievalError, match="observation 13 for the second time"):
        fetch_table(server, WANTED, tmp_path)
    assert stub.names().count("Observations") == 3


def test_a_kept_page_of_another_address_is_not_taken_for_this_one(stub: Stub, server: Server, tmp_path: Path) -> None:
    first = fetch_table(server, WANTED, tmp_path)
    page = tmp_path / "Observations.0002.page.json"
    kept = json.loads(page.read_text(encoding="utf-8"))
    other = {"asked": f"{kept['asked']}&other=1", "answer": {"value": []}}
    page.write_text(json.dumps(other), encoding="utf-8")
    assert fetch_table(server, WANTED, tmp_path) == first


def test_giving_up_tells_how_much_came(stub: Stub, server: Server, tmp_path: Path) -> None:
    stub.faults["Properties.json"] = [drop_halfway] * 3
    with pytest.raises(RetrievalError, match=r"\d+ of \d+ bytes, after 3 attempts"):
        fetch_table(server, WANTED, tmp_path)


def test_an_answer_without_end_is_given_up(stub: Stub, tmp_path: Path) -> None:
    small = Server(stub.root, Patience(attempts=1, size=100))
    with pytest.raises(RetrievalError, match="more than 100 bytes"):
        fetch_table(small, WANTED, tmp_path)


def test_more_rows_than_the_table_has_are_refused(stub: Stub, server: Server, tmp_path: Path) -> None:
    stub.faults["Properties.json"] = [whole(json.dumps(answer("Properties") | {"ObservationCount": 5}))]
    with pytest.raises(RetrievalError, match="at most the 5"):
        fetch_table(server, WANTED, tmp_path)


@pytest.mark.parametrize("link", ["http://127.0.0.1:9/83648NED/Observations", "file:///etc/hostname", "//elsewhere/x"])
def test_a_link_to_elsewhere_is_not_followed(stub: Stub, server: Server, tmp_path: Path, link: str) -> None:
    stub.faults["Observations.1.json"] = [whole(json.dumps({"value": [], "@odata.nextLink": link}))]
    with pytest.raises(RetrievalError) as failure:
        fetch_table(server, WANTED, tmp_path)
    assert failure.value.problem.kind == "foreign-link"


def test_a_redirect_is_followed_on_the_same_server_only(stub: Stub, server: Server, tmp_path: Path) -> None:
    with serving() as other:
        stub.faults["MeasureCodes.json"] = [status(302, Location=f"{other.root}/83648NED/MeasureCodes")]
        with pytest.raises(RetrievalError, match="status 302"):
            fetch_table(server, WANTED, tmp_path)
        assert other.asked == []
    stub.faults["MeasureCodes.json"] = [status(302, Location="/83648NED/MeasureCodes")]
    assert figures(fetch_table(server, WANTED, tmp_path)) == WHOLE


def test_a_link_relative_to_its_page_is_followed(stub: Stub, server: Server, tmp_path: Path) -> None:
    first = answer("Observations.1") | {"@odata.nextLink": "Observations?$skip=3"}
    stub.faults["Observations.1.json"] = [whole(json.dumps(first))]
    assert figures(fetch_table(server, WANTED, tmp_path)) == WHOLE


@pytest.mark.parametrize("rows", [None, {}, [1]])
def test_an_answer_without_rows_is_refused(stub: Stub, server: Server, tmp_path: Path, rows: object) -> None:
    stub.faults["Observations.1.json"] = [whole(json.dumps({"value": rows}))]
    with pytest.raises(RetrievalError, match="no list of rows"):
        fetch_table(server, WANTED, tmp_path)


def test_a_code_the_table_lacks_is_named_before_figures_are_asked_for(
    stub: Stub, server: Server, tmp_path: Path
) -> None:
    with pytest.raises(RetrievalError, match="did you mean 'M004200_2'"):
        fetch_table(server, Wanted("83648NED", ["M004200_5"], ["GM0014"]), tmp_path)
    assert "Observations" not in stub.names()


def test_a_code_of_a_further_dimension_is_looked_up_too(stub: Stub, server: Server, tmp_path: Path) -> None:
    with pytest.raises(RetrievalError, match="did you mean 'T001161'"):
        fetch_table(server, Wanted("83648NED", ["M004200_4"], ["GM0014"], {"SoortMisdrijf": "T00116"}), tmp_path)


def test_a_server_that_drips_is_given_up(tmp_path: Path, waits: list[float]) -> None:
    import time

    def drip(handler, body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(20):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    with serving() as stub:
        stub.faults["Properties.json"] = [drip]
        patient = Server(stub.root, Patience(attempts=1, silence=5, answer=0.2), sleep=waits.append)
        with pytest.raises(RetrievalError, match=r"not complete after 0\.2 seconds"):
            fetch_table(patient, WANTED, tmp_path)


def test_a_figure_keeps_the_digits_it_was_sent_with(server: Server, stub: Stub, tmp_path: Path) -> None:
    rows = [dict(row) for row in answer("Observations.2")["value"]]  # type: ignore[attr-defined]
    text = json.dumps({"value": rows[:1]}).replace("47.1", "0.30")
    stub.faults["Observations.1.json"] = [whole(text)]
    assert [one.value for one in fetch_table(server, WANTED, tmp_path).figures] == [Decimal("0.30")]


def test_dots_in_a_table_name_lead_nowhere() -> None:
    from loaders.open_data.fetch import TABLE

    assert not TABLE.fullmatch("../Datasets")
