"""Write a published version as Parquet, a file a table, for an engine that reads folders (`warehouse.spark`).

    <folder>/current                             name of the version that is read, one line
    <folder>/versions/<name>/<table>.parquet     rows in the order of the warehouse: one field is in few row groups
    <folder>/versions/<name>/version.json        its name, schema version, content hash and the rows of each table

A version lands whole and never changes; only then the pointer moves, as in the warehouse itself. Where the folder is
copied elsewhere, `current` is copied last. It holds every figure, also those that pages withhold: keep it as closed as
the warehouse.
"""

import json
import os
import shutil
from pathlib import Path

import duckdb

from warehouse import log, store
from warehouse.progress import Progress, counted, unheard

CURRENT, VERSIONS, CONTENTS = "current", "versions", "version.json"


def export(root: Path, folder: Path, report: Progress = unheard) -> str:
    """Write the current version of the warehouse in `root` below `folder` and return its name.

    Raises `store.NoWarehouse` when nothing is published, `OSError` when the folder cannot be written.
    """
    version = store.current_version(root)
    if version is None:
        raise store.NoWarehouse(f"No warehouse is published in {root}. Run `python -m loaders build`.")
    landed = folder / VERSIONS / version
    if not landed.is_dir():
        store.content_hash(root, version)  # it opens, and this program reads its schema
        unfinished = landed.with_name(f".{version}.{os.getpid()}")
        unfinished.mkdir(parents=True)
        try:
            _write(store.version_file(root, version), version, unfinished, report)
            unfinished.rename(landed)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        log.sync(landed.parent)
    pointer = folder / f".{CURRENT}.{os.getpid()}"
    pointer.write_text(f"{version}\n", encoding="utf-8")
    log.sync(pointer)
    pointer.replace(folder / CURRENT)
    log.sync(folder)
    return version


def _write(file: Path, version: str, folder: Path, report: Progress) -> None:
    # Attached, because a reader of the same file in this process may not write anywhere
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"ATTACH {_quoted(file)} AS version (READ_ONLY)")
        connection.execute("USE version")
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        rows = {}
        for name in counted(report, "write", sorted(tables)):
            target = folder / f"{name}.parquet"
            copy = f"COPY {name} TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
            (count,) = connection.execute(copy).fetchall()
            rows[name] = int(count[0])
            log.sync(target)
        ((schema_version, content_hash),) = connection.execute(
            "SELECT schema_version, content_hash FROM build"
        ).fetchall()
    about = {"version": version, "schema_version": schema_version, "content_hash": content_hash, "rows": rows}
    contents = folder / CONTENTS
    contents.write_text(json.dumps(about) + "\n", encoding="utf-8")
    log.sync(contents)
    log.sync(folder)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
