"""On Windows, for the rest of a process: a job with limits, no privileges, the lowest integrity.

The process limits itself before it reads a byte of the file, as on Linux: a job made by the parent
would have to count the launcher that starts Python in a virtual environment. What the system
refuses is left out; `sandbox_check` tells which parts hold. Low integrity keeps it from changing
an officer's files. It can still read them, and reach a network: only a container would end that,
which would need rights on the program's folder that an installation for one user does not give.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_security = ctypes.WinDLL("advapi32", use_last_error=True)
_kernel.GetCurrentProcess.restype = wintypes.HANDLE
_kernel.CreateJobObjectW.restype = wintypes.HANDLE
_kernel.CreateJobObjectW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
_kernel.SetInformationJobObject.argtypes = [
    *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
]
_kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
_kernel.CloseHandle.argtypes = [wintypes.HANDLE]
_kernel.LocalFree.argtypes = [ctypes.c_void_p]
_security.OpenProcessToken.argtypes = [
    *(wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
]
_security.GetTokenInformation.argtypes = [
    *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD),
    ctypes.POINTER(wintypes.DWORD),
]
_security.SetTokenInformation.argtypes = [
    *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
]
_security.AdjustTokenPrivileges.argtypes = [
    *(wintypes.HANDLE, wintypes.BOOL, ctypes.c_void_p, wintypes.DWORD),
    *(ctypes.c_void_p, ctypes.c_void_p),
]
_security.ConvertStringSidToSidW.argtypes = [wintypes.LPCWSTR, ctypes.POINTER(ctypes.c_void_p)]
_security.GetLengthSid.argtypes = [ctypes.c_void_p]

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
    _restrict_by_job(memory_bytes, seconds)
    token = wintypes.HANDLE()
    access = _TOKEN_QUERY | _TOKEN_ADJUST_PRIVILEGES | _TOKEN_ADJUST_DEFAULT
    if _security.OpenProcessToken(_kernel.GetCurrentProcess(), access, ctypes.byref(token)):
        _remove_privileges(token)
        _lower_integrity(token)
        _kernel.CloseHandle(token)


def _restrict_by_job(memory_bytes: int, seconds: int) -> None:
    """A job without a name whose only handle is closed: nobody can loosen it."""
    job = _kernel.CreateJobObjectW(None, None)
    if not job:
        return
    limits = _ExtendedLimits()
    limits.basic.flags = _PROCESS_TIME | _ACTIVE_PROCESS | _PROCESS_MEMORY | _DIE_ON_FAULT
    limits.basic.process_time = seconds * _TICKS
    limits.basic.processes = 1
    limits.process_memory = memory_bytes
    _set_limits(job, _EXTENDED_LIMITS, limits)
    _kernel.AssignProcessToJobObject(job, _kernel.GetCurrentProcess())
    # After it: a process that is in another job already could not enter one with such limits
    _set_limits(job, _UI_LIMITS, wintypes.DWORD(_EVERY_UI_LIMIT))
    _kernel.CloseHandle(job)


def _set_limits(job: int, kind: int, limits: ctypes.Structure | wintypes.DWORD) -> None:
    size = ctypes.sizeof(limits)
    _kernel.SetInformationJobObject(job, kind, ctypes.byref(limits), size)


def _remove_privileges(token: wintypes.HANDLE) -> None:
    """All but the one by which a path may lead through folders that cannot be listed."""
    size = wintypes.DWORD()
    _security.GetTokenInformation(token, _TOKEN_PRIVILEGES, None, 0, ctypes.byref(size))
    held = ctypes.create_string_buffer(max(size.value, 4))
    if not _security.GetTokenInformation(token, _TOKEN_PRIVILEGES, held, size, ctypes.byref(size)):
        return
    count = wintypes.DWORD.from_buffer(held).value
    for privilege in (_Privilege * count).from_buffer(held, ctypes.sizeof(wintypes.DWORD)):
        if (privilege.low, privilege.high) != (_CHANGE_NOTIFY, 0):
            privilege.attributes = _PRIVILEGE_REMOVED
    _security.AdjustTokenPrivileges(token, False, held, 0, None, None)


def _lower_integrity(token: wintypes.HANDLE) -> None:
    sid = ctypes.c_void_p()
    if not _security.ConvertStringSidToSidW(_LOW_INTEGRITY, ctypes.byref(sid)):
        return
    label = _Label(sid, _GROUP_INTEGRITY)
    size = ctypes.sizeof(label) + _security.GetLengthSid(sid)
    _security.SetTokenInformation(token, _TOKEN_INTEGRITY_LEVEL, ctypes.byref(label), size)
    _kernel.LocalFree(sid)
