"""A server of its own for a benchmark: started on a free port, measured from outside, and ended with all it started."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parent.parent
HEALTH = "/_stcore/health"
SECONDS_TO_START = 120
SECONDS_TO_END = 10


class Server(NamedTuple):
    """A server that answers."""

    address: str
    process: int

    def processor_ms(self) -> tuple[float, float]:
        """Return the processor time spent: by its scripts, and by all of it.

        Streamlit runs every script in a thread of its own; the first thread of the process is the one that serves.
        """
        serving, whole = _processor_ms(f"{self.process}/task/{self.process}"), _processor_ms(f"{self.process}")
        return whole - serving, whole

    def memory_mb(self) -> float:
        """Return the memory that the server and all it started have for themselves, what they share divided."""
        found = 0
        for one in Path("/proc").glob("[0-9]*"):
            with suppress(OSError, ProcessLookupError):
                if os.getpgid(int(one.name)) == self.process:
                    words = (one / "smaps_rollup").read_text(encoding="ascii").split()
                    found += int(words[words.index("Pss:") + 1])
        return found / 1024


@contextmanager
def served(
    command: Sequence[str | Path],
    port: int,
    folder: Path = PROJECT,
    health: str = HEALTH,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run a server in a group of processes of its own until the block ends; raise OSError when it never answers."""
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        address = f"http://localhost:{port}"
        until = time.monotonic() + SECONDS_TO_START
        while not _answers(address + health):
            if process.poll() is not None or time.monotonic() > until:
                raise OSError(f"{' '.join(map(str, command))}: it does not answer at {address}{health}")
            time.sleep(0.1)
        yield Server(address, process.pid)
    finally:
        for ending in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, ending)
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_END)


@contextmanager
def streamlit(script: Path, folder: Path = PROJECT, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a script as `make run` runs the dashboard; `folder` decides whose settings count."""
    port = free_port()
    command: list[str | Path] = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    options = ["--server.headless", "true", "--browser.serverAddress", "localhost"]
    with served([*command, *options], port, folder, environment=environment) as server:
        yield server


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def peak_mb() -> float:
    """Return the most memory this process had since it began; what `getrusage` tells has that of its parent in it."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert found, "Linux tells it of every process"
    return int(found[1]) / 1e3


def machine() -> str:
    """Return what machine this is, as far as it tells."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{os.cpu_count()} processors, {memory:.0f} GB of memory"


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except OSError:  # nobody there yet, or too busy starting to answer in time
        return False
    return True


def _processor_ms(stat: str) -> float:
    words = Path(f"/proc/{stat}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) * 1000 / os.sysconf("SC_CLK_TCK")
