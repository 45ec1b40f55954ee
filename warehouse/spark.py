"""Read published figures through an engine that is there already: Spark, or any server that speaks Spark Connect.

    DOELBEREIK_WAREHOUSE=sc://host:15002    its address; `/;token=…` and `/;use_ssl=true` where it asks for them
    DOELBEREIK_FACTS=/mnt/doelbereik        the folder of `warehouse.facts` as the engine sees it; s3a://… too

Only the engine reads the folder: this program need not see it. Every version has a session of its own with a view for
each table, so that a SELECT reads of one version only and those under way finish on the old one. Asking whether there
is a newer one is a job for the engine, so it is done every few seconds and not at every SELECT. A session that the
engine ended meanwhile is begun again. What it takes to install is in `requirements-spark.txt`.
"""

import json
import re
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pandas as pd

from warehouse.facts import CONTENTS, CURRENT, VERSIONS
from warehouse.store import SCHEMA, SCHEMA_VERSION, NoWarehouse

with warnings.catch_warnings():
    # The client warns of the version of pandas, of which nothing is asked here.
    warnings.simplefilter("ignore", FutureWarning)
    from pyspark.errors import AnalysisException, PySparkException
    from pyspark.sql.connect.client import DefaultChannelBuilder
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.sql.connect.session import SparkSession

SECONDS_BETWEEN_LOOKS = 5.0
RETRIES = 2
"""Of one request. With the client's own 15 a visitor waits for ten minutes when the engine is gone."""

_OPTIONS = [("grpc.use_local_subchannel_pool", 1)]
"""Else a new session waits as long as the last one that found nobody there."""

_VIEWS = re.compile(r"CREATE VIEW (\w+) AS\n(.*?);", re.DOTALL)
_DETAILS = re.compile(r'details = "(.*)"')
_PARAMETER = re.compile(r"\$(\w+)")


class Engine:
    """An engine and the folder of facts that it reads; whoever asks it sees to it that one thread does so at a time."""

    def __init__(self, address: str, facts: str) -> None:
        self.address = address
        self.facts = facts.rstrip("/")
        self._session: SparkSession | None = None
        self._found: str | NoWarehouse = NoWarehouse("")
        self._next_look = 0.0

    @property
    def name(self) -> str:
        """Host and port: what follows them may be a secret."""
        return self.address.partition("/;")[0]

    def state(self) -> object:
        """Return something that is another one when another version is current, or the engine is gone or back."""
        if time.monotonic() >= self._next_look:
            try:
                self._found = self._current()
            except NoWarehouse as error:
                self._found, self._session = error, None
            self._next_look = time.monotonic() + SECONDS_BETWEEN_LOOKS
        return self._found

    def opened(self) -> "Version":
        """Return the current version; raises `NoWarehouse` when there is none or the engine does not answer."""
        found = self.state()
        if isinstance(found, NoWarehouse):
            raise found
        return Version(self, str(found))

    def begin(self) -> SparkSession:
        """Return a new session; nothing is asked of the engine yet."""
        try:
            channel = DefaultChannelBuilder(self.address, channelOptions=_OPTIONS)
            session = SparkSession.builder.channelBuilder(channel).create()
        except PySparkException as error:
            raise NoWarehouse(f"DOELBEREIK_WAREHOUSE: {_told(error)}") from error
        session.client.set_retry_policies([DefaultPolicy(max_retries=RETRIES)])
        return session

    def lines(self, session: SparkSession, *path: str) -> list[str]:
        """Return the lines of a text in the folder of facts; none when it is not there."""
        place = "/".join((self.facts, *path)).replace("`", "")
        try:
            return [line for (line,) in self.ask(session, f"SELECT value FROM text.`{place}`").fetchall()]
        except AnalysisException:
            return []

    def ask(self, session: SparkSession, sql: str, parameters: Mapping[str, object] | None = None) -> "Answer":
        """Return what a SELECT gives; raises `AnalysisException` for what the engine cannot make sense of."""
        try:
            return Answer(session.sql(_PARAMETER.sub(r":\1", sql), args=dict(parameters or {})).toArrow())
        except AnalysisException:
            raise
        except PySparkException as error:
            raise NoWarehouse(f"The engine {self.name} does not answer: {_told(error)}") from error

    def _current(self) -> str:
        self._session = self._session or self.begin()
        found = self.lines(self._session, CURRENT)
        if not found:
            raise NoWarehouse(
                f"The engine {self.name} finds no figures in {self.facts or 'no folder at all'}: expected a file "
                f"'{CURRENT}' and the version it names, as `python -m loaders parquet` writes them. Set "
                "DOELBEREIK_FACTS to that folder as the engine sees it."
            )
        return found[0].strip()


class Answer:
    """The rows of a SELECT, in the words of a cursor of DuckDB."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self.description = [(name,) for name in table.column_names]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return rows of plain Python values."""
        return list(zip(*(column.to_pylist() for column in self._table.columns), strict=True))

    def df(self) -> pd.DataFrame:
        """Return the same as a frame."""
        frame: pd.DataFrame = self._table.to_pandas()
        return frame


class Version:
    """One version, asked in the words of a connection of DuckDB; threads may share it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name
        self._engine = engine
        self._lock = threading.Lock()
        self._session = self._begun()

    @contextmanager
    def cursor(self) -> Iterator["Version"]:
        """Give itself: a session is shared."""
        yield self

    def execute(self, sql: str, parameters: Mapping[str, object]) -> Answer:
        """Ask a SELECT; raises `NoWarehouse` when the engine does not answer, after it was tried in a new session."""
        session = self._session
        try:
            return self._engine.ask(session, sql, parameters)
        except (AnalysisException, NoWarehouse):
            with self._lock:
                if self._session is session:
                    self._session = self._begun()
            return self._engine.ask(self._session, sql, parameters)

    def _begun(self) -> SparkSession:
        """Return a session in which every table of this version and every view of the schema has its name."""
        session = self._engine.begin()
        told = self._engine.lines(session, VERSIONS, self.name, CONTENTS)
        folder = f"{self._engine.facts}/{VERSIONS}/{self.name}"
        if not told:
            raise NoWarehouse(f"The engine {self._engine.name} finds no version '{self.name}': expected {folder}.")
        about = json.loads(told[0])
        if about["schema_version"] != SCHEMA_VERSION:
            raise NoWarehouse(
                f"{folder} has schema version {about['schema_version']}, this program reads schema version "
                f"{SCHEMA_VERSION}: write it anew with `python -m loaders parquet` of this program."
            )
        quoted = folder.replace("\\", "\\\\").replace("'", "\\'")
        for table in about["rows"]:
            self._make(session, f"{table} USING parquet OPTIONS (path '{quoted}/{table}.parquet')")
        for view, select in _VIEWS.findall(SCHEMA.read_text(encoding="utf-8")):
            self._make(session, f"{view} AS {select}")
        # An engine may take a file that is not there for one without rows.
        counts = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in about["rows"])
        there = dict(self._engine.ask(session, counts).fetchall())
        if lost := [table for table, rows in about["rows"].items() if there.get(table) != rows]:
            raise NoWarehouse(f"{folder} is not whole: {', '.join(lost)} have other rows than {CONTENTS} counts.")
        return session

    def _make(self, session: SparkSession, view: str) -> None:
        try:
            session.sql(f"CREATE OR REPLACE TEMPORARY VIEW {view}")
        except PySparkException as error:
            raise NoWarehouse(f"The engine {self._engine.name} cannot read {self.name}: {_told(error)}") from error


def _told(error: Exception) -> str:
    """Return what an error of the client says in one line."""
    found = _DETAILS.search(str(error))
    told = found[1] if found else (str(error).splitlines() or [type(error).__name__])[0]
    return told.rstrip(".") + "."
