"""A process that dies at one operation on files and no other: every one that changes something is a point to die at.

The kernel tells: the operations of the process and of all its threads are counted as they enter the system (seccomp
hands them to ptrace), those of DuckDB among them, and SIGKILL comes before the one that was asked for has begun. So
points need not be picked by hand, and none is missed. Nothing but Linux is needed, on x86-64 or arm64.
"""

import ctypes
import os
import platform
import signal
import struct
import time
from collections.abc import Callable
from typing import NamedTuple

# Operations that change what stands on a disk, or that make it last.
_NUMBERS = {
    "x86_64": {
        "write": 1, "open": 2, "pwrite": 18, "writev": 20, "sendfile": 40, "flock": 73, "fsync": 74, "fdatasync": 75,
        "truncate": 76, "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87,
        "chmod": 90, "openat": 257, "mkdirat": 258, "unlinkat": 263, "renameat": 264, "linkat": 265, "fchmodat": 268,
        "fallocate": 285, "pwritev": 296, "renameat2": 316, "copy_file_range": 326,
    },
    "aarch64": {
        "flock": 32, "mkdirat": 34, "unlinkat": 35, "linkat": 37, "renameat": 38, "truncate": 45, "ftruncate": 46,
        "fallocate": 47, "fchmodat": 53, "openat": 56, "write": 64, "writev": 66, "pwrite": 68, "pwritev": 70,
        "sendfile": 71, "fsync": 82, "fdatasync": 83, "renameat2": 276, "copy_file_range": 285,
    },
}  # fmt: skip
NAMES = {number: name for name, number in _NUMBERS.get(platform.machine(), {}).items()}
_OPENS = {"open": 1, "openat": 2}
"""Which of its arguments says how a file is opened."""

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_TRACEME, _CONT, _SETOPTIONS, _GET_SYSCALL_INFO = 0, 7, 0x4200, 0x420E
_OPTIONS = 0x2 | 0x4 | 0x8 | 0x80 | 0x100000
"""Follow forks and threads, stop where the filter says so, and die with who traces."""
_AT_AN_OPERATION = 7
_EVERY_THREAD = 0x40000000

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


class End(NamedTuple):
    """How a process ended."""

    word: str
    """`killed`, `done` or `refused`."""
    reached: int
    """How many points it reached."""
    operation: str
    """The operation that it did not come to."""


def run(act: Callable[[], bool], point: int | None = None, seconds: float | None = None) -> End:
    """Run `act` in a fork that is killed at its `point` (the first is 1) or after so many `seconds`."""
    child = os.fork()
    if child == 0:
        _ptrace(_TRACEME, 0)
        os.kill(os.getpid(), signal.SIGSTOP)
        _let_the_kernel_tell()
        os._exit(0 if act() else 1)
    os.waitpid(child, 0)
    _ptrace(_SETOPTIONS, child, _OPTIONS)
    _ptrace(_CONT, child)
    deadline = None if seconds is None else time.monotonic() + seconds
    reached, operation = 0, ""
    while True:
        stopped, status = os.waitpid(-1, _EVERY_THREAD | (os.WNOHANG if deadline else 0))
        if stopped == child and not os.WIFSTOPPED(status):
            word = "killed" if os.WIFSIGNALED(status) else "refused" if os.WEXITSTATUS(status) else "done"
            return End(word, reached, operation)
        if deadline and time.monotonic() >= deadline:
            os.kill(child, signal.SIGKILL)
            deadline = None
        if stopped == 0:
            time.sleep(0.0002)
        elif os.WIFSTOPPED(status):
            told = 0
            if status >> 16 == _AT_AN_OPERATION:
                name = _operation(stopped)
                reached += name is not None
                if name is not None and reached == point:
                    operation, point = name, None
                    os.kill(child, signal.SIGKILL)
            elif os.WSTOPSIG(status) not in (signal.SIGSTOP, signal.SIGTRAP):
                told = os.WSTOPSIG(status)
            _ptrace(_CONT, stopped, told, is_there=False)


def _operation(thread: int) -> str | None:
    """Return what a thread is about to do; None when it only opens a file to read."""
    told = ctypes.create_string_buffer(88)
    if _ptrace(_GET_SYSCALL_INFO, thread, len(told), told, is_there=False) < 0:
        return None
    number, *given = struct.unpack_from("<7Q", told, 24)
    name = NAMES[number]
    is_reading = name in _OPENS and not given[_OPENS[name]] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    return None if is_reading else name


def _let_the_kernel_tell() -> None:
    """Have every operation of this process and its threads to come told to who traces it."""
    load, jump, answer = 0x20, 0x15, 0x06
    filters = [struct.pack("<HBBI", load, 0, 0, 0)]
    filters += [struct.pack("<HBBI", jump, len(NAMES) - at, 0, number) for at, number in enumerate(NAMES)]
    filters += [struct.pack("<HBBI", answer, 0, 0, verdict) for verdict in (_ALLOW, _TRACE)]
    rules = ctypes.create_string_buffer(b"".join(filters))
    program = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(filters), ctypes.addressof(rules)))
    for asked in ((_PR_SET_NO_NEW_PRIVS, 1, 0), (_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))):
        if _libc.prctl(asked[0], ctypes.c_ulong(asked[1]), ctypes.c_ulong(asked[2]), 0, 0):
            raise OSError(ctypes.get_errno(), "this kernel does not tell of the operations of a process")


def _ptrace(request: int, thread: int, value: int = 0, room: object = None, *, is_there: bool = True) -> int:
    """Ask the kernel something of a thread; one that was killed meanwhile may be gone."""
    address, data = (value, room) if request == _GET_SYSCALL_INFO else (0, value)
    answer = int(_libc.ptrace(request, thread, address, data))
    if answer < 0 and is_there:
        raise OSError(ctypes.get_errno(), "this system does not let a process be traced")
    return answer
