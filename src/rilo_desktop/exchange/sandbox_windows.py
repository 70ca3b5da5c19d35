"""On Windows, for the rest of a process: a job with limits, no privileges, the lowest integrity.

The process limits itself before it reads a byte of the file, as on Linux: a job made by the parent
would have to count the launcher that starts Python in a virtual environment. What the system
refuses is left out; `sandbox_check` tells which parts hold. Low integrity keeps it from changing
an officer's files. It can still read them, and reach a network: only a container would end that,
which would need rights on the program's folder that an installation for one user does not give.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes

_UI_LIMITS, _EXTENDED_LIMITS = 4, 9
_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_FAULT = 0x2, 0x8, 0x100, 0x400
_EVERY_UI_LIMIT = 0xFF
_TOKEN_QUERY, _TOKEN_ADJUST_PRIVILEGES, _TOKEN_ADJUST_DEFAULT = 0x8, 0x20, 0x80
_TOKEN_PRIVILEGES, _TOKEN_INTEGRITY_LEVEL = 3, 25
_PRIVILEGE_REMOVED, _CHANGE_NOTIFY = 0x4, 23
_GROUP_INTEGRITY, _LOW_INTEGRITY = 0x20, "S-1-16-4096"
_TICKS = 10_000_000
"""Of a second, as a job counts time."""


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", wintypes.DWORD),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _Privilege(ctypes.Structure):
    """A LUID and its attributes."""

    _fields_ = (
        ("low", wintypes.DWORD),
        ("high", wintypes.LONG),
        ("attributes", wintypes.DWORD),
    )


class _Label(ctypes.Structure):
    _fields_ = (("sid", ctypes.c_void_p), ("attributes", wintypes.DWORD))


def restrict(memory_bytes: int, seconds: int) -> None:
    """For good; what the system refuses is left out."""
    kernel, security = _libraries()
    _restrict_by_job(kernel, memory_bytes, seconds)
    token = wintypes.HANDLE()
    access = _TOKEN_QUERY | _TOKEN_ADJUST_PRIVILEGES | _TOKEN_ADJUST_DEFAULT
    if security.OpenProcessToken(kernel.GetCurrentProcess(), access, ctypes.byref(token)):
        _remove_privileges(security, token)
        _lower_integrity(kernel, security, token)
        kernel.CloseHandle(token)


def _libraries() -> tuple[ctypes.CDLL, ctypes.CDLL]:
    """Windows' own, with the types of what is asked of them: a handle is wider than an int."""
    kernel = ctypes.CDLL("kernel32", use_last_error=True)
    security = ctypes.CDLL("advapi32", use_last_error=True)
    handle, number, kind, address = wintypes.HANDLE, wintypes.DWORD, ctypes.c_int, ctypes.c_void_p
    kernel.GetCurrentProcess.restype = handle
    kernel.CreateJobObjectW.restype = handle
    for function, given in (
        (kernel.CreateJobObjectW, (address, wintypes.LPCWSTR)),
        (kernel.SetInformationJobObject, (handle, kind, address, number)),
        (kernel.AssignProcessToJobObject, (handle, handle)),
        (kernel.CloseHandle, (handle,)),
        (kernel.LocalFree, (address,)),
        (security.OpenProcessToken, (handle, number, address)),
        (security.GetTokenInformation, (handle, kind, address, number, address)),
        (security.SetTokenInformation, (handle, kind, address, number)),
        (
            security.AdjustTokenPrivileges,
            (handle, wintypes.BOOL, address, number, address, address),
        ),
        (security.ConvertStringSidToSidW, (wintypes.LPCWSTR, address)),
        (security.GetLengthSid, (address,)),
    ):
        function.argtypes = given
    return kernel, security


def _restrict_by_job(kernel: ctypes.CDLL, memory_bytes: int, seconds: int) -> None:
    """A job without a name whose only handle is closed: nobody can loosen it."""
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return
    limits = _ExtendedLimits()
    limits.basic.flags = _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_FAULT
    limits.basic.process_time = seconds * _TICKS
    limits.basic.processes = 1
    limits.process_memory = memory_bytes
    screen = wintypes.DWORD(_EVERY_UI_LIMIT)
    for_job = kernel.SetInformationJobObject
    for_job(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    # After it: a process that is in another job already could not enter one with such limits
    for_job(job, _UI_LIMITS, ctypes.byref(screen), ctypes.sizeof(screen))
    kernel.CloseHandle(job)


def _remove_privileges(security: ctypes.CDLL, token: wintypes.HANDLE) -> None:
    """All but the one by which a path may lead through folders that cannot be listed."""
    size = wintypes.DWORD()
    security.GetTokenInformation(token, _TOKEN_PRIVILEGES, None, 0, ctypes.byref(size))
    held = ctypes.create_string_buffer(max(size.value, 4))
    if not security.GetTokenInformation(token, _TOKEN_PRIVILEGES, held, size, ctypes.byref(size)):
        return
    count = wintypes.DWORD.from_buffer(held).value
    for privilege in (_Privilege * count).from_buffer(held, ctypes.sizeof(wintypes.DWORD)):
        if (privilege.low, privilege.high) != (_CHANGE_NOTIFY, 0):
            privilege.attributes = _PRIVILEGE_REMOVED
    security.AdjustTokenPrivileges(token, False, held, 0, None, None)


def _lower_integrity(kernel: ctypes.CDLL, security: ctypes.CDLL, token: wintypes.HANDLE) -> None:
    sid = ctypes.c_void_p()
    if not security.ConvertStringSidToSidW(_LOW_INTEGRITY, ctypes.byref(sid)):
        return
    label = _Label(sid, _GROUP_INTEGRITY)
    size = ctypes.sizeof(label) + security.GetLengthSid(sid)
    security.SetTokenInformation(token, _TOKEN_INTEGRITY_LEVEL, ctypes.byref(label), size)
    kernel.LocalFree(sid)
