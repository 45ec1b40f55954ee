"""What is handed to who runs the server: an image, a unit, a proxy, a backup. What no engine runs is run by parts."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy import container_steps
from loaders.build import build
from tests.build.small_data import write
from warehouse import log
from warehouse.store import Warehouse

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CONTAINERFILE = list(container_steps.instructions((DEPLOY / "Containerfile").read_text(encoding="utf-8")))
UNIT = (DEPLOY / "doelbereik@.service").read_text(encoding="utf-8")
NGINX = os.environ.get("NGINX") or shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""


# A container --------------------------------------------------------------------------------------------------------


def last_stage() -> list[tuple[str, str]]:
    begins = [place for place, (name, _) in enumerate(CONTAINERFILE) if name == "FROM"]
    assert len(begins) == 2
    return CONTAINERFILE[begins[-1] :]


def test_both_stages_are_of_one_image_with_a_version() -> None:
    images = {rest.partition(" AS ")[0] for name, rest in CONTAINERFILE if name == "FROM"}
    assert len(images) == 1
    assert re.fullmatch(r"[a-z./]+:3\.11-slim-[a-z]+", images.pop())


def test_what_is_served_runs_as_nobody_in_particular_and_is_asked_how_it_does() -> None:
    told = dict(last_stage())
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", told["USER"]), "a number, so that an orchestrator sees it is not root"
    assert told["HEALTHCHECK"].endswith("CMD deploy/healthy")
    assert told["VOLUME"] == "/var/lib/doelbereik"


def test_nothing_is_installed_or_fetched_in_the_stage_that_is_served() -> None:
    done = [rest for name, rest in last_stage() if name in {"RUN", "ADD"}]
    assert not [rest for rest in done if re.search(r"pip|apt|curl|wget|http", rest)]
    assert [rest for name, rest in last_stage() if name == "COPY"] == [
        f"--from=made {path} {path}" for path in ("/opt/doelbereik", "/srv/doelbereik")
    ]


def test_the_same_steps_in_a_clean_folder_end_in_a_server_that_is_healthy(tmp_path: Path) -> None:
    folder, script = tmp_path / "image", DEPLOY / "container_steps.py"
    command = [sys.executable, str(script), str(folder), "--venv", str(Path(sys.prefix))]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "healthy, as user" in ended.stdout
    for name, rest in CONTAINERFILE:
        assert f"{name} {rest}" in ended.stdout
    served = folder / "image" / "srv" / "doelbereik"
    assert (served / "server.py").exists()
    for left_out in ("tests", "benchmarks", "docs", ".git", ".venv", "build", ".streamlit/secrets.toml"):
        assert not (served / left_out).exists(), left_out
    written = {path.name for path in (folder / "image" / "var/lib/doelbereik").iterdir()}
    assert {"data", "warehouse"} <= written


# A unit and a proxy -------------------------------------------------------------------------------------------------


def test_the_unit_writes_in_its_own_folder_only_and_may_nothing_else() -> None:
    for hardened in ("ProtectSystem=strict", "NoNewPrivileges=true", "CapabilityBoundingSet=\n", "PrivateTmp=true"):
        assert hardened in UNIT
    assert "User=doelbereik\n" in UNIT
    assert re.findall(r"^(?:StateDirectory|ReadWritePaths)=(.*)$", UNIT, re.MULTILINE) == ["doelbereik"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_reads_the_unit_and_finds_it_closed(tmp_path: Path) -> None:
    unit = tmp_path / "doelbereik@8501.service"
    unit.write_text(UNIT.replace("/srv/doelbereik", str(ROOT)), encoding="utf-8")
    read = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert "doelbereik" not in read.stderr, read.stderr
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0, "more exposed than 2.0 of 10"


@pytest.mark.skipif(not NGINX and not os.environ.get("CI"), reason="no nginx; set NGINX to the one you have")
def test_nginx_reads_the_example_as_it_is_shipped(tmp_path: Path) -> None:
    subject = ["-subj", "/CN=dashboards.example.org", "-keyout", f"{tmp_path}/key", "-out", f"{tmp_path}/crt"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject]
    subprocess.run(make, check=True, capture_output=True)
    shipped = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for kind in ("crt", "key"):
        shipped = shipped.replace(f"/etc/nginx/doelbereik.{kind}", f"{tmp_path}/{kind}")
    (tmp_path / "shipped.conf").write_text(shipped.replace("listen 443", "listen 127.0.0.1:44399"), encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\ninclude {tmp_path}/shipped.conf;\n}}\n"
    )
    command = [NGINX, "-t", "-q", "-c", f"{tmp_path}/nginx.conf", "-e", f"{tmp_path}/error.txt"]
    read = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


# A backup -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with everything that must stay of a small server."""
    state = tmp_path / "state"
    build(write(state / "data"), state / "warehouse")
    (state / "data" / "briefings").mkdir()
    (state / "data" / "briefings" / "een.json").write_text("{}", encoding="utf-8")
    return state


def run(script: str, *given: Path | str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOELBEREIK_")}
    return subprocess.run(
        [str(DEPLOY / script), *map(str, given)],
        env=environment | {"VENV": sys.prefix} | more, capture_output=True, text=True, check=False,
    )  # fmt: skip


def backed_up(state: Path, target: Path) -> Path:
    made = run("backup", target, STATE=str(state))
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


def test_what_is_restored_is_what_was_served_with_its_log_and_its_texts(kept: Path, tmp_path: Path) -> None:
    copy = backed_up(kept, tmp_path / "copies")
    shutil.rmtree(kept)
    restored = run("restore", copy, tmp_path / "new")
    assert restored.returncode == 0, restored.stdout + restored.stderr
    warehouse = Warehouse(tmp_path / "new" / "warehouse")
    assert f"Version {warehouse.version} and its log are whole." in restored.stdout
    assert log.faults(warehouse.root) == []
    assert len(warehouse.records("SELECT * FROM observation")) == 16
    assert (tmp_path / "new" / "data" / "briefings" / "een.json").exists()
    before = warehouse.version
    build(tmp_path / "new" / "data", warehouse.root)
    assert warehouse.version == before, "of the same texts the same version is made"


def test_a_backup_waits_for_who_is_publishing(kept: Path, tmp_path: Path) -> None:
    with (kept / "warehouse" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command, given = [str(DEPLOY / "backup"), str(tmp_path / "copies")], {"STATE": str(kept)}
        waiting = subprocess.Popen(command, env=os.environ | given, stdout=subprocess.PIPE)
        time.sleep(1)
        assert waiting.poll() is None
        fcntl.flock(lock, fcntl.LOCK_UN)
        assert waiting.wait(timeout=20) == 0
    waiting.communicate()


def test_nothing_is_restored_over_something_or_from_a_damaged_copy(kept: Path, tmp_path: Path) -> None:
    copy = backed_up(kept, tmp_path / "copies")
    over = run("restore", copy, kept)
    assert over.returncode == 1
    assert "expected an empty folder" in over.stderr
    file = next((copy / "warehouse" / "versions").iterdir())
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    damaged = run("restore", copy, tmp_path / "new")
    assert damaged.returncode == 1
    assert "the copy is damaged" in damaged.stderr
    assert not (tmp_path / "new").exists()


def test_a_copy_of_which_the_log_was_changed_is_not_called_whole(kept: Path, tmp_path: Path) -> None:
    acts = kept / "warehouse" / "log" / "acts.jsonl"
    acts.write_text(acts.read_text(encoding="utf-8").replace('"build"', '"begin"'), encoding="utf-8")
    restored = run("restore", backed_up(kept, tmp_path / "copies"), tmp_path / "new")
    assert restored.returncode == 1
    assert "was changed" in restored.stderr


def test_without_figures_there_is_nothing_to_copy(tmp_path: Path) -> None:
    made = run("backup", tmp_path / "copies", STATE=str(tmp_path / "nowhere"))
    assert made.returncode == 1
    assert "nothing is copied" in made.stderr
    assert not (tmp_path / "copies").exists()


def test_a_copy_is_for_its_owner_only_and_leaves_the_lock_to_who_publishes(kept: Path, tmp_path: Path) -> None:
    copy = backed_up(kept, tmp_path / "copies")
    assert copy.stat().st_mode & 0o077 == 0
    lock = copy / "warehouse" / "lock"
    assert lock.stat().st_uid == (kept / "warehouse" / "lock").stat().st_uid


def test_a_folder_to_restore_into_may_be_named_from_where_one_stands(kept: Path, tmp_path: Path) -> None:
    copy = backed_up(kept, tmp_path / "copies")
    restored = subprocess.run(
        [str(DEPLOY / "restore"), str(copy), "new/state"],
        cwd=tmp_path, env=os.environ | {"VENV": sys.prefix}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert restored.returncode == 0, restored.stderr
    assert (tmp_path / "new" / "state" / "warehouse" / "current").exists()
    assert (tmp_path / "new" / "state").stat().st_mode & 0o077 == 0, "for who restores it only"


# A start ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def pretended(tmp_path: Path) -> Path:
    """An environment of which the Python only says what it is asked to do."""
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    return tmp_path / "venv"


def test_without_the_secrets_that_are_named_nothing_starts(pretended: Path, tmp_path: Path) -> None:
    missing = tmp_path / "secrets.toml"
    started = run("start", VENV=str(pretended), STATE=str(tmp_path / "state"), SECRETS=str(missing))
    assert (started.returncode, started.stdout) == (1, "")
    assert f"SECRETS: {missing} is not there" in started.stderr


def test_the_folder_that_stays_is_made_and_filled_once(pretended: Path, tmp_path: Path) -> None:
    state = tmp_path / "not" / "there"
    started = run("start", VENV=str(pretended), STATE=str(state))
    assert started.returncode == 0, started.stderr
    assert (state / "data" / "catalogue").is_dir()
    assert [path for path in (state, *state.iterdir()) if path.stat().st_mode & 0o077] == [], "for its user only"
    assert "loaders build" in started.stderr
    assert "streamlit run server.py" in started.stdout


def test_an_engine_is_served_and_not_filled(pretended: Path, tmp_path: Path) -> None:
    engine = {"DOELBEREIK_WAREHOUSE": "sc://spark.example.org:15002"}
    started = run("start", VENV=str(pretended), STATE=str(tmp_path / "state"), **engine)
    assert (started.returncode, started.stderr) == (0, "")
    assert "streamlit run server.py" in started.stdout
