"""Figures about this process for Prometheus, at `/metrics`; every server process has its own.

They say how much and how long, never who or what: a label is a kind of address, a status or the name of a version.
"""

import os
from collections import Counter as Counted
from collections.abc import Iterator
from datetime import datetime
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope
from streamlit.runtime import exists, get_instance
from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, SESSION_EVENTS_FAMILY, CounterStat, GaugeStat

from serving.apology import not_found
from serving.served import served
from ui import visitor
from warehouse import log
from warehouse.store import NoWarehouse, default_root

# What Streamlit itself tells of the process.
OF_STREAMLIT = "/_stcore/metrics"

# Seconds: a page from a cache, an answer that is made, a briefing, and what is too slow.
STEPS = (0.005, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0)

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
REQUESTS = Counter("doelbereik_requests", "Requests and sockets answered", ("kind", "status"), registry=REGISTRY)
SECONDS = Histogram(
    "doelbereik_request_seconds", "Until a request was answered whole", ("kind",), buckets=STEPS, registry=REGISTRY
)
ACTIONS = Counter("doelbereik_actions", "What open pages asked; nearly each is one run of a page", registry=REGISTRY)
FAILED = Counter("doelbereik_failed_runs", "Runs of a page that ended with an error", registry=REGISTRY)


def _acts() -> list[log.Line]:
    """Return what the log tells; nothing where figures are read through an engine, which has none."""
    try:
        return log.acts(default_root())
    except NoWarehouse:
        return []


class _Now:
    """What is looked up when it is asked for."""

    def collect(self) -> Iterator[Metric]:
        """Give the figures of this moment."""
        version, reason = served()
        whole = version is not None and not reason
        yield GaugeMetricFamily("doelbereik_figures_whole", "1 when the version published last is served", int(whole))
        if version is not None:
            yield InfoMetricFamily("doelbereik_warehouse", "The version that is served", {"version": version})
        lines = [line for line in _acts() if line["action"] in log.PUBLISHING]
        acts = Counted(line["action"] for line in lines)
        publications = CounterMetricFamily("doelbereik_publications", "Versions put in service", labels=["act"])
        for act in log.PUBLISHING:
            publications.add_metric([act], acts[act])
        yield publications
        if lines:
            at = datetime.fromisoformat(lines[-1]["at"]).timestamp()
            yield GaugeMetricFamily("doelbereik_published_timestamp_seconds", "When what is served was published", at)
        yield from _of_streamlit()


REGISTRY.register(_Now())


def _of_streamlit() -> Iterator[Metric]:
    """Give the pages that are open now, and how often one was opened, found back and left."""
    if not exists():
        return
    told = get_instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY, SESSION_EVENTS_FAMILY])
    events = CounterMetricFamily("doelbereik_session_events", "Pages opened, found back and left", labels=["event"])
    for one in (stat for family in told.values() for stat in family):
        if isinstance(one, GaugeStat):
            yield GaugeMetricFamily("doelbereik_sessions", "Pages that are open", one.value)
        elif isinstance(one, CounterStat):
            events.add_metric([(one.labels or {}).get("type", "")], one.value)
    yield events


def named_networks() -> tuple[IPv4Network | IPv6Network, ...]:
    """Return from where DOELBEREIK_METRICS_FROM lets the figures be asked, beside this machine itself.

    Raises ValueError for what is no address or network.
    """
    try:
        return tuple(ip_network(one) for one in os.environ.get("DOELBEREIK_METRICS_FROM", "").split())
    except ValueError as error:
        raise ValueError(
            f"DOELBEREIK_METRICS_FROM: {error}; expected addresses or networks with spaces between them, such as: "
            "192.0.2.7 10.1.0.0/16"
        ) from error


def may_ask(scope: Scope) -> bool:
    """Return whether who asks is a program of this machine that no proxy passed on, or of a network that is named."""
    try:
        address = ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    headers = Headers(scope=scope)
    is_here = address.is_loopback and not any(name in headers for name in visitor.PASSED_ON)
    return is_here or any(address in network for network in named_networks())


async def metrics(request: Request) -> Response:
    """Answer the figures; to others there is nothing here."""
    if not may_ask(request.scope):
        return HTMLResponse(not_found(), status_code=404)
    figures = await run_in_threadpool(generate_latest, REGISTRY)
    return Response(figures, headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})
