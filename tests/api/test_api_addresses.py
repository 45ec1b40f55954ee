"""What every address does with a request: ETags, methods, origins, and problems that say what was expected."""

from pathlib import Path
from typing import Any

import pytest

from api import serving
from indicators.reading import NoWarehouse, Warehouse
from tests.api.asking import Client, client, kept_from
from tests.api.schemas import named
from tests.small_warehouse import Draft, small_warehouse
from ui import cached

INDICATOR = "/api/v1/indicators/wij-contact"
FIELD = "/api/v1/policy-fields/sociale-basis"
READ = ("/api/v1/policy-fields", FIELD, "/api/v1/indicators", INDICATOR, "/api/v1/openapi.json")
JSON, PROBLEM = "application/json; charset=utf-8", "application/problem+json; charset=utf-8"


def problem(ask: Client, address: str, status: int, **asked: Any) -> dict[str, Any]:
    """Return the problem at an address, which keeps to its schema."""
    reply = ask(address, **asked)
    assert (reply.status, reply.headers["content-type"]) == (status, PROBLEM)
    assert reply.headers["cache-control"] == "no-store"
    found: dict[str, Any] = reply.json
    named("Problem").validate(found)
    assert found["status"] == status
    return found


# Asking again --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", READ)
def test_an_answer_that_did_not_change_is_not_sent_again(ask: Client, address: str) -> None:
    first = ask(address)
    assert (first.status, first.headers["content-type"], first.headers["cache-control"]) == (200, JSON, "no-cache")
    again = ask(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])


@pytest.mark.parametrize("asked", ["*", "W/{etag}", '"other", {etag}', "{zipped}"])
def test_a_client_may_name_its_etag_in_every_way_of_the_standard(ask: Client, asked: str) -> None:
    etag = ask(INDICATOR).headers["etag"]
    zipped = ask(INDICATOR, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    assert ask(INDICATOR, headers={"If-None-Match": asked.format(etag=etag, zipped=zipped)}).status == 304
    assert ask(INDICATOR, headers={"If-None-Match": '"other"'}).status == 200


def test_an_etag_is_of_one_address_one_language_and_one_encoding(ask: Client) -> None:
    asked = [(INDICATOR, {}), (INDICATOR + "?language=en", {}), (INDICATOR + "?n=500", {}), (FIELD, {})]
    asked += [(INDICATOR, {"Accept-Encoding": "gzip"})]
    etags = [ask(address, headers=headers).headers["etag"] for address, headers in asked]
    assert len(set(etags)) == len(etags)
    assert not any(etag.startswith("W/") for etag in etags)


@pytest.mark.parametrize(
    ("accepted", "is_zipped"),
    [("gzip, deflate, br", True), ("*", True), ("gzip;q=0.5", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_an_answer_is_compressed_for_who_takes_that(ask: Client, accepted: str, is_zipped: bool) -> None:
    reply = ask(INDICATOR, headers={"Accept-Encoding": accepted})
    assert (reply.headers.get("content-encoding") == "gzip") is is_zipped
    assert reply.text == ask(INDICATOR).text
    assert "Accept-Encoding" in reply.headers["vary"]


def test_what_a_browser_prefers_does_not_change_an_answer(ask: Client) -> None:
    assert ask(INDICATOR, headers={"Accept-Language": "en"}).body == ask(INDICATOR).body
    assert ask(INDICATOR).headers["content-language"] == "nl"
    assert ask(INDICATOR + "?language=en").headers["content-language"] == "en"


def test_an_answer_is_made_once_and_anew_after_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_build = Draft()
    first_build.field("fietsen", "Fietsen")
    first_build.publish(tmp_path)
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))
    made: list[str] = []
    told = serving.ADDRESSES[0].tell

    def counted(warehouse: Warehouse, *asked: str | None) -> Any:
        made.append(warehouse.version)
        return told(warehouse, *asked)

    address = serving.Address("/policy-fields", serving.ADDRESSES[0].takes, serving.ADDRESSES[0].gives, counted)
    monkeypatch.setattr(serving, "ADDRESSES", (address,))
    ask = client(cached.kept)
    first, second = ask("/api/v1/policy-fields"), ask("/api/v1/policy-fields")
    assert (first.body, len(made)) == (second.body, 1)
    small_warehouse(tmp_path)
    assert ask("/api/v1/policy-fields", headers={"If-None-Match": first.headers["etag"]}).status == 200
    assert len(set(made)) == 2


# Methods and origins -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", READ)
def test_head_answers_what_get_does_without_the_body(ask: Client, address: str) -> None:
    get, head = ask(address), ask(address, method="HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", get.headers)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_is_written(ask: Client, method: str) -> None:
    for address in READ:
        assert "GET, HEAD" in problem(ask, address, 405, method=method)["detail"]
        assert ask(address, method=method).headers["allow"] == "GET, HEAD"


def test_no_answer_speaks_of_origins_unless_some_are_named(ask: Client) -> None:
    headers = ask(INDICATOR, headers={"Origin": "https://intranet.example.org"}).headers
    assert not [name for name in headers if name.startswith("access-control")]
    assert "Origin" not in headers["vary"]


def test_only_scripts_of_a_named_origin_may_read_an_answer(small: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_CORS_ORIGINS", "https://intranet.example.org http://localhost:3000")
    ask = client(kept_from(small))
    named_one = {"Origin": "https://intranet.example.org"}
    allowed, refused = ask(INDICATOR, headers=named_one), ask(INDICATOR, headers={"Origin": "https://example.com"})
    assert allowed.headers["access-control-allow-origin"] == named_one["Origin"]
    assert allowed.headers["access-control-expose-headers"] == "ETag"
    assert "access-control-allow-origin" not in refused.headers
    assert "access-control-allow-origin" in ask("/api/v1/indicators/x", headers=named_one).headers
    assert all("Origin" in reply.headers["vary"] for reply in (allowed, refused))
    preflight = named_one | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    asked = ask(INDICATOR, method="OPTIONS", headers=preflight)
    assert (asked.status, asked.headers["access-control-allow-headers"]) == (204, "If-None-Match")
    assert ask(INDICATOR, method="OPTIONS", headers=preflight | {"Origin": "https://example.com"}).status == 405


@pytest.mark.parametrize(
    "named_as", ["*", "null", "intranet.example.org", "https://example.org/", "https://a,https://b"]
)
def test_origins_that_are_none_stop_the_server_with_a_sentence(
    small: Warehouse, monkeypatch: pytest.MonkeyPatch, named_as: str
) -> None:
    monkeypatch.setenv("DOELBEREIK_CORS_ORIGINS", named_as)
    with pytest.raises(ValueError, match="such as"):
        client(kept_from(small))


# Problems ------------------------------------------------------------------------------------------------------------


def test_an_unknown_id_gets_the_nearest_ones(ask: Client) -> None:
    found = problem(ask, "/api/v1/indicators/wij-kontact?language=en", 404)
    assert found["detail"].startswith("There is no indicator ‘wij-kontact’. Most like it: wij-contact")
    (fault,) = found["errors"]
    assert (fault["parameter"], fault["found"], fault["known"][0]) == ("indicator_id", "wij-kontact", "wij-contact")
    field = problem(ask, "/api/v1/policy-fields/sociale-bassis", 404)
    assert field["errors"][0]["known"] == ["sociale-basis"]
    assert field["detail"].startswith("Er is geen beleidsveld ‘sociale-bassis’.")


def test_an_unknown_document_gets_every_one_there_is_the_nearest_first(ask: Client) -> None:
    for address in (INDICATOR, FIELD, "/api/v1/policy-fields", "/api/v1/indicators"):
        (fault,) = problem(ask, f"{address}?as_known_in=rekening-2081", 404)["errors"]
        assert (fault["parameter"], fault["known"][0], len(fault["known"])) == ("as_known_in", "rekening-2018", 6)


def test_a_year_without_figures_gets_those_with(ask: Client) -> None:
    (fault,) = problem(ask, f"{FIELD}?year=1999", 404)["errors"]
    assert (fault["parameter"], fault["known"]) == ("year", ["2020", "2018", "2017", "2016"])
    (fault,) = problem(ask, f"{FIELD}?year=2020&as_known_in=rekening-2018", 404)["errors"]
    assert fault["known"] == ["2018", "2017", "2016"]


@pytest.mark.parametrize(
    ("query", "parameter", "found", "expected"),
    [
        ("n=0", "n", "0", "een geheel getal van 1 tot en met 10000000"),
        ("n=1_000", "n", "1_000", "een geheel getal van 1 tot en met 10000000"),
        ("n=%20500", "n", " 500", "een geheel getal van 1 tot en met 10000000"),
        ("n=1e3", "n", "1e3", "een geheel getal van 1 tot en met 10000000"),
        ("n=%D9%A3", "n", "٣", "een geheel getal van 1 tot en met 10000000"),
        ("n=", "n", "", "een geheel getal van 1 tot en met 10000000"),
        ("design_effect=nan", "design_effect", "nan", "een getal van 1 tot en met 10, met een punt voor de decimalen"),
        ("design_effect=1,5", "design_effect", "1,5", "een getal van 1 tot en met 10, met een punt voor de decimalen"),
        ("confidence=95", "confidence", "95", "een getal van 0.5 tot en met 0.999, met een punt voor de decimalen"),
        ("language=de", "language", "de", "een taal van dit dashboard"),
        ("jaar=2018", "jaar", "jaar", "een parameter van dit adres"),
    ],
)
def test_a_faulty_parameter_is_named_with_what_was_found_and_expected(
    ask: Client, query: str, parameter: str, found: str, expected: str
) -> None:
    (fault,) = problem(ask, f"{INDICATOR}?{query}", 400)["errors"]
    assert (fault["parameter"], fault["found"], fault["expected"]) == (parameter, found, expected)


def test_every_faulty_parameter_is_named_at_once(ask: Client) -> None:
    found = problem(ask, f"{INDICATOR}?n=0&design_effect=0&confidence=1", 400)
    assert [fault["parameter"] for fault in found["errors"]] == ["n", "design_effect", "confidence"]


def test_a_parameter_that_is_there_twice_is_not_chosen_from(ask: Client) -> None:
    found = problem(ask, f"{INDICATOR}?language=en&n=500&n=900", 400)
    assert found["detail"] == "Asked more than once: n."
    assert found["errors"][0]["found"] == "500 and 900"


def test_an_unknown_parameter_gets_those_the_address_takes(ask: Client) -> None:
    (fault,) = problem(ask, f"{FIELD}?n=500", 400)["errors"]
    assert fault["known"] == ["language", "as_known_in", "year"]


@pytest.mark.parametrize(
    "address", ["/api", "/api/", "/api/v1", "/api/v2/indicators", "/api/v1/indicators/", "/api/v1/x.json"]
)
def test_an_address_that_does_not_exist_gets_a_problem_too(ask: Client, address: str) -> None:
    assert "/api/v1/openapi.json" in problem(ask, address, 404)["detail"]


@pytest.mark.parametrize(
    "hostile",
    [
        "%2e%2e",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5c..%5cwindows",
        "%00",
        "%F0%9F%92%A9",
        "%ff%fe",
        "%E2%80%AE",
        "'%20OR%201=1--",
        "<script>alert(1)</script>",
        "{0.__class__}",
        "%25s%25n",
        "x" * 10_000,
        "%F0%9F%92%A9" * 2_500,
    ],
)
def test_a_hostile_id_gets_a_short_problem(ask: Client, hostile: str) -> None:
    for address in ("/api/v1/indicators/", "/api/v1/policy-fields/"):
        found = problem(ask, address + hostile, 404)
        assert len(found["detail"]) < 400
    query = problem(ask, f"{INDICATOR}?as_known_in={hostile}", 400 if len(hostile) > 1_000 else 404)
    assert len(query["detail"]) < 400


def test_a_hostile_query_is_only_searched_for(ask: Client) -> None:
    for query in ("%00", "'%3B%20DROP%20TABLE%20observation--", "%25", "(", "%5B%5E", "{0}", "%F0%9F%92%A9"):
        assert ask(f"/api/v1/indicators?query={query}").status == 200
    assert problem(ask, "/api/v1/indicators?query=" + "x" * 10_000, 400)["errors"][0]["found"].endswith("x…")


def test_the_kind_of_a_problem_points_to_its_description_below_any_prefix(ask: Client) -> None:
    reply = ask("/api/v1/indicators/x", root_path="/below")
    assert reply.json["type"] == "/below/api/v1/openapi.json#/components/responses/NotFound"
    assert reply.json["instance"] == "/below/api/v1/indicators/x"
    assert " /below/api/v1/openapi.json" in ask("/api/v1/nothing", root_path="/below").json["detail"]


def test_without_figures_there_is_a_sentence_and_no_word_of_where_they_should_be() -> None:
    def kept(*asked: Any, **tools: Any) -> Any:
        raise NoWarehouse("No warehouse is published in /srv/secret.")

    ask = client(kept)
    found = problem(ask, INDICATOR + "?language=en", 503)
    assert found["detail"] == "No figures are published yet to answer from. Try again later."
    assert "secret" not in ask(INDICATOR).text
    assert ask(INDICATOR).headers["retry-after"] == "60"
    assert ask("/api/v1/openapi.json").status == 200


def test_a_failure_is_logged_and_tells_nothing_of_the_server(caplog: pytest.LogCaptureFixture) -> None:
    def kept(*asked: Any, **tools: Any) -> Any:
        raise RuntimeError("a secret of the server")

    reply = client(kept)(INDICATOR)
    assert (reply.status, reply.headers["content-type"]) == (500, PROBLEM)
    named("Problem").validate(reply.json)
    assert "secret" not in reply.text
    assert "Traceback" not in reply.text
    assert "a secret of the server" in caplog.text
