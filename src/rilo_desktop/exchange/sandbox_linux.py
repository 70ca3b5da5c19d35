"""On Linux, for the rest of a process: no network, no other program, no file but the program's own.

The kernel is asked for each part by itself, and what it does not know is left out: `sandbox_check`
tells which parts hold. Nothing here can be taken back, not even by the process itself.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 4, 38, 22
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
"""How many rights on files each version of Landlock knows; 16 from the fifth on."""
_SYSTEM = ("/usr", "/lib", "/lib64", "/etc")
"""Libraries and settings that are loaded when they are first needed; nobody's records lie there."""
_MACHINES: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        (
            *(41, 42, 49, 425),  # socket, connect, bind; io_uring_setup
            *(56, 57, 58, 435, 59, 322),  # clone, fork, vfork, clone3; execve, execveat
            *(62, 200, 424, 434, 438),  # kill, tkill; pidfd_send_signal, _open, _getfd
            *(101, 310, 311, 272, 308),  # ptrace, process_vm_readv, _writev; unshare, setns
            *(248, 249, 250, 304, 319),  # add_key, request_key, keyctl; open_by_handle_at, memfd
            *(298, 321, 323),  # perf_event_open, bpf, userfaultfd
        ),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(198, 203, 200, 425),
            *(220, 435, 221, 281),
            *(129, 130, 424, 434, 438),
            *(117, 270, 271, 97, 268),
            *(217, 218, 219, 265, 279),
            *(241, 280, 282),
        ),
    ),
}
"""The kernel's name of a machine, and the calls that no reader of files needs. Not among them is
socketpair: its two ends lead to each other alone, and asyncio, which pyHanko runs, begins with one.
"""
_X32 = 0x4000_0000
"""Where the second set of calls of a 64-bit Intel kernel begins."""
_ALLOW, _REFUSE, _KILL = 0x7FFF_0000, 0x0005_0001, 0x8000_0000
"""Answers of the filter; refused is EPERM."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06


def restrict() -> None:
    """For good; what the kernel does not offer is left out."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    _prctl(libc, _PR_SET_DUMPABLE, 0)
    if _prctl(libc, _PR_SET_NO_NEW_PRIVS, 1) == 0:
        _restrict_files(libc)
        _restrict_calls(libc)


def _prctl(libc: ctypes.CDLL, *numbers: int) -> int:
    given = (*numbers, 0, 0, 0, 0)[:5]
    return int(libc.prctl(*(ctypes.c_ulong(number) for number in given)))


def _restrict_files(libc: ctypes.CDLL) -> None:
    """By Landlock: the program and the system's libraries can be read, nothing written."""

    def call(number: int, *given: object) -> int:
        return int(libc.syscall(ctypes.c_long(number), *given))

    null, one = ctypes.c_void_p(), ctypes.c_uint(1)
    version = call(_LANDLOCK_CREATE_RULESET, null, ctypes.c_size_t(0), one)
    if version < 1:
        return
    rights = (1 << _FILE_RIGHTS.get(version, 16)) - 1
    network, scope = 3 if version >= 4 else 0, 3 if version >= 6 else 0
    attributes = struct.pack("QQQ", rights, network, scope)
    size = ctypes.c_size_t(24 if scope else 16 if network else 8)
    rules = call(_LANDLOCK_CREATE_RULESET, attributes, size, ctypes.c_uint(0))
    if rules < 0:
        return
    for path in _readable():
        try:
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        may = _READ_FILE | (_READ_DIR if path.is_dir() else 0)
        rule = struct.pack("=Qi", may, opened)
        call(_LANDLOCK_ADD_RULE, ctypes.c_int(rules), ctypes.c_int(1), rule, ctypes.c_uint(0))
        os.close(opened)
    call(_LANDLOCK_RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint(0))
    os.close(rules)


def _readable() -> Iterator[Path]:
    """Where Python finds modules, the frozen program itself, and the system's libraries."""
    for place in (*sys.path, sys.executable, *_SYSTEM):
        if place:
            yield Path(place)


def _restrict_calls(libc: ctypes.CDLL) -> None:
    """By seccomp: the calls that reach a network or another process are refused."""
    if platform.machine() not in _MACHINES:
        return
    machine, numbers = _MACHINES[platform.machine()]
    checks = [(_EQUAL, number) for number in numbers]
    if platform.machine() == "x86_64":
        checks.append((_AT_LEAST, _X32))
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    left = len(checks)
    for code, number in checks:
        steps.append((code, left, 0, number))  # to the last step
        left -= 1
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(program, len(program))
    given = struct.pack("HP", len(steps), ctypes.addressof(kept))
    where = ctypes.create_string_buffer(given, len(given))
    _prctl(libc, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(where))
