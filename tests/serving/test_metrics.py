"""What the server tells about itself, and to whom."""

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from serving import served
from serving.doors import Doors
from serving.health import health
from serving.kinds import Kind, kind_of
from serving.metrics import metrics, named_networks
from serving.watching import Watched
from warehouse.store import Warehouse

HERE = ("127.0.0.1", 50_000)


def _fail(request: object) -> None:
    raise RuntimeError("not foreseen")


INSIDE = Starlette(
    routes=[
        Route("/metrics", metrics),
        Route("/healthz", health),
        Route("/api/fails", _fail),
        Route("/_stcore/metrics", lambda request: PlainTextResponse("of Streamlit")),
        Route("/{rest:path}", lambda request: PlainTextResponse("inside"), methods=["GET", "PUT"]),
    ]
)


def asking(client: tuple[str, int] = HERE) -> TestClient:
    return TestClient(Watched(Doors(INSIDE)), client=client, raise_server_exceptions=False)


def told(ask: TestClient) -> dict[tuple[str, ...], float]:
    """Return name and labels of every figure, without those of the process, with its value."""
    answer = ask.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@pytest.mark.parametrize("address", ["/metrics", "/_stcore/metrics"])
def test_figures_about_the_server_are_for_this_machine_only(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.delenv("DOELBEREIK_METRICS_FROM", raising=False)
    assert asking().get(address).status_code == 200
    assert asking(("::1", 1)).get(address).status_code == 200
    assert asking(("::ffff:127.0.0.1", 1)).get(address).status_code == 200
    for elsewhere in ("192.0.2.7", "2001:db8::1", "somewhere"):
        refused = asking((elsewhere, 1)).get(address)
        assert refused.status_code == 404
        assert "Dit adres bestaat niet" in refused.text
    for passed_on in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"):
        assert asking().get(address, headers={passed_on: "127.0.0.1"}).status_code == 404


def test_who_is_named_may_ask_for_them_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_METRICS_FROM", "192.0.2.7 10.1.0.0/16 2001:db8::/64")
    for named in ("192.0.2.7", "10.1.200.3", "2001:db8::5", "::ffff:10.1.0.1"):
        assert asking((named, 1)).get("/metrics").status_code == 200
    for other in ("192.0.2.8", "10.2.0.1", "2001:db8:1::5"):
        assert asking((other, 1)).get("/metrics").status_code == 404


def test_a_setting_that_names_no_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_METRICS_FROM", "prometheus.example.org")
    with pytest.raises(ValueError, match=r"DOELBEREIK_METRICS_FROM.*such as"):
        named_networks()


def test_requests_are_counted_by_kind_and_status() -> None:
    ask = asking()
    before = told(ask)
    for address in ("/", "/beleidsveld?veld=sport", "/api/v1/indicators", "/api/fails", "/data/sport.csv"):
        ask.get(address)
    after = told(ask)

    def more(*labels: str) -> float:
        name = ("doelbereik_requests_total", *labels)
        return after.get(name, 0) - before.get(name, 0)

    assert (more("page", "200"), more("api", "200"), more("api", "500"), more("data", "200")) == (2, 1, 1, 1)
    counted = ("doelbereik_request_seconds_count", "api")
    assert after[counted] - before.get(counted, 0) == 2


def test_no_visitor_can_make_more_figures_than_there_are_kinds() -> None:
    ask = asking()
    for number in range(200):
        ask.get(f"/onbekend-{number}/x?y={number}")
    kinds = {name[1] for name in told(ask) if name[0].startswith("doelbereik_request")}
    assert kinds <= set(Kind)


def test_the_version_that_is_served_and_its_age_are_told(small: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(small.root))
    found = told(asking())
    assert found["doelbereik_warehouse_info", small.version] == 1
    assert found[("doelbereik_figures_whole",)] == 1
    assert found["doelbereik_publications_total", "build"] + found["doelbereik_publications_total", "begin"] >= 1
    assert found["doelbereik_publications_total", "rollback"] == 0
    assert found[("doelbereik_published_timestamp_seconds",)] > 1_700_000_000


def test_without_figures_the_rest_is_told_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path))
    found = told(asking())
    assert found[("doelbereik_figures_whole",)] == 0
    assert not [name for name in found if name[0] == "doelbereik_warehouse_info"]


def test_health_names_no_file_and_the_log_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DOELBEREIK_WAREHOUSE", str(tmp_path / "nowhere"))
    monkeypatch.setattr(served, "_told", None)
    for _ in range(3):
        answer = asking().get("/healthz")
        assert (answer.status_code, answer.json()) == (503, {"status": "no figures"})
    named = [record for record in caplog.records if str(tmp_path) in record.getMessage()]
    assert len(named) == 1, "once, and not at every question"


def test_health_says_that_the_figures_shown_are_not_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served.cached, "published", lambda: ("0001-ab", "/somewhere/0002-cd.duckdb does not open."))
    answer = asking().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "damaged", "warehouse": "0001-ab"})


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", Kind.PAGE),
        ("/bronnen/", Kind.PAGE),
        ("/briefing", Kind.PAGE),
        ("/briefing/alle.pdf", Kind.BRIEFING),
        ("/api/v1/openapi.json", Kind.API),
        ("/data/datapackage.json", Kind.DATA),
        ("/_stcore/stream", Kind.SOCKET),
        ("/_stcore/health", Kind.WATCH),
        ("/static/js/index.js", Kind.BUNDLE),
        ("/doelbereik.css", Kind.BUNDLE),
        ("/nergens", Kind.OTHER),
    ],
)
def test_every_address_is_of_one_kind(address: str, kind: Kind) -> None:
    assert kind_of(address) is kind
