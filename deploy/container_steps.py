"""Does what `deploy/Containerfile` says without a container engine, in a clean folder, and asks whether it is healthy.

Every line is done as it stands there: RUN in a shell, COPY without what `.containerignore` leaves out, as another user
from USER on where the one who runs this is root. Each stage is a folder; a path in the file is one below it, and a
variable that holds a path holds that. So a line may name a path only by a variable, or below its WORKDIR.

    python deploy/container_steps.py FOLDER [--venv PATH]

`--venv` takes a made environment instead of installing one. Ends with 0 when the health check answered.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "deploy" / "Containerfile"
SECONDS_TO_START = 180


@dataclass
class Stage:
    """What is made of one FROM."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)
    directory: str = "/"
    user: int | None = None
    check: str = ""

    def path(self, named: str) -> Path:
        """Return where a path of the image is on this machine."""
        return self.root / (named if named.startswith("/") else f"{self.directory}/{named}").lstrip("/")

    def environment(self) -> dict[str, str]:
        """Return the variables as a program of this stage gets them, and nothing of whoever runs this but the path."""
        own = {
            name: str(self.path(value)) if value.startswith("/") else value for name, value in self.variables.items()
        }
        return {"PATH": os.environ["PATH"], **own}

    def started(self, command: str) -> subprocess.Popen[bytes]:
        """Start a command in a shell."""
        return subprocess.Popen(
            ["/bin/sh", "-c", command],
            cwd=self.path(""),
            env=self.environment(),
            start_new_session=True,
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )

    def run(self, command: str) -> None:
        """Run a command to its end; raises CalledProcessError when it fails."""
        status = self.started(command).wait()
        if status:
            raise subprocess.CalledProcessError(status, command)


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """Give every instruction with what stands behind it, continued lines as one."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            name, _, rest = line.strip().partition(" ")
            yield name, rest.strip()


def left_out(folder: str, names: list[str]) -> set[str]:
    """Return which of these `.containerignore` leaves out, as `shutil.copytree` asks."""
    patterns = [one for one in (ROOT / ".containerignore").read_text().splitlines() if one and one[0] != "#"]

    def is_named(name: str) -> bool:
        path = (Path(folder) / name).relative_to(ROOT).as_posix()
        return any(fnmatch(name, one[3:]) if one.startswith("**/") else path == one for one in patterns)

    return {name for name in names if is_named(name)}


def copy(stage: Stage, words: list[str], stages: dict[str, Stage]) -> None:
    """Do a COPY: of the project, or of an earlier stage."""
    options = [word for word in words if word.startswith("--")]
    *sources, target = [word for word in words if not word.startswith("--")]
    earlier = next((stages[one.removeprefix("--from=")] for one in options if one.startswith("--from=")), None)
    for source in sources:
        found = earlier.path(source) if earlier else ROOT / source
        there = stage.path(target)
        if found.is_symlink():
            there.parent.mkdir(parents=True, exist_ok=True)
            there.symlink_to(found.readlink())
        elif found.is_dir():
            ignored = None if earlier else left_out
            shutil.copytree(found, there, ignore=ignored, dirs_exist_ok=True, symlinks=True)
        else:
            shutil.copy2(found, there / found.name if target.endswith("/") else there)


def follow(folder: Path, venv: Path | None = None) -> int:
    """Do every instruction; return the status of the health check of what CMD started."""
    stages: dict[str, Stage] = {}
    stage = Stage(folder)
    for name, rest in instructions(FILE.read_text(encoding="utf-8")):
        print(f"{name} {rest}", flush=True)
        match name:
            case "FROM":
                called = rest.rpartition(" AS ")[2] if " AS " in rest else "image"
                stage = stages[called] = Stage(folder / called)
                (stage.root / "tmp").mkdir(parents=True)
                (stage.root / "tmp").chmod(0o1777)
            case "ENV":
                stage.variables |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            case "WORKDIR":
                stage.directory = rest
                stage.path("").mkdir(parents=True, exist_ok=True)
            case "COPY":
                copy(stage, shlex.split(rest), stages)
            case "RUN" if venv is not None and ("-m venv" in rest or "-m pip" in rest):
                made = stage.path(stage.variables["VENV"])
                made.parent.mkdir(parents=True, exist_ok=True)
                if not made.exists():
                    made.symlink_to(venv.resolve())
            case "RUN":
                (stage.root / "var/lib").mkdir(parents=True, exist_ok=True)
                stage.run(rest)
            case "USER" if os.geteuid() == 0:
                stage.user = int(rest.partition(":")[0])
                if not _is_reached(stage):
                    print("… is not done: that user cannot reach the environment on this machine.", flush=True)
                    stage.user = None
            case "HEALTHCHECK":
                stage.check = rest.partition("CMD ")[2]
            case "CMD":
                return _serve(stage, shlex.join(json.loads(rest)))
            case "VOLUME" | "EXPOSE" | "USER":
                pass
            case _:
                raise ValueError(f"{FILE}: found {name}, which is not done here.")
    raise ValueError(f"{FILE}: found no CMD.")


def _is_reached(stage: Stage) -> bool:
    """Return whether the user of a stage may run its Python, which may stand in the home of somebody else."""
    try:
        return stage.started('"$VENV/bin/python" -c "" 2>/dev/null').wait() == 0
    except PermissionError:
        return False


def _serve(stage: Stage, command: str) -> int:
    """Start what the image starts and return the status of its health check, once it answers or is too late."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        stage.variables["PORT"] = str(free.getsockname()[1])
    server = stage.started(command)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while server.poll() is None and time.monotonic() < deadline:
            if stage.started(f"{stage.check} 2>/dev/null").wait() == 0:
                owner = Path(f"/proc/{server.pid}").stat().st_uid
                print(f"healthy, as user {owner}", flush=True)
                return 0
            time.sleep(1)
        return 1
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)


def main() -> int:
    """Read what is asked and do it."""
    asked = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    asked.add_argument("folder", type=Path, help="a folder that is not there yet")
    asked.add_argument("--venv", type=Path, help="a made environment, instead of installing one")
    given = asked.parse_args()
    given.folder.mkdir(parents=True)
    given.folder.chmod(0o755)
    return follow(given.folder.resolve(), given.venv)


if __name__ == "__main__":
    sys.exit(main())
