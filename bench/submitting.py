"""1,000 cases exported and signed beside bare platypus on the same text; then verified.

The whole service is timed: what was frozen is read from the store, packed, printed, sealed, signed
and saved. Memory is the peak of a process that does nothing else.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from rilo_desktop.records import CaseStudy
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.submissions import release, submit, verify

from .cases import many
from .documents import _bare, replace_right_to_left
from .measure import Line, in_turns, seconds

SIZE, TURNS = 1_000, 3
PASSPHRASE = "a passphrase for the bench, nothing secret"
OFFICE, OURS, BARE = "office", "ours.pdf", "bare.pdf"


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reference = _prepare(folder)
        pages: dict[str, int] = {}
        with open_store(folder / OFFICE, PASSPHRASE) as session:

            def ours() -> None:
                pages["ours"] = release.export(session, reference, folder / OURS).pages

            def bare() -> None:
                pages["bare"] = _bare(_cases(), folder / BARE)

            def verified() -> None:
                assert verify.verify(session, folder / OURS).is_good

            seconds(ours)
            exported, plain, _ = in_turns(ours, bare, TURNS)
            seconds(verified)
            checked, again, ratio = in_turns(verified, ours, TURNS)
        size = (folder / OURS).stat().st_size / 1e6
        memory = [_peak(folder, what, reference) for what in (_EXPORTS, _PLATYPUS)]
    pace, bare_pace = pages["ours"] / exported, pages["bare"] / plain
    return [
        Line(
            f"{SIZE:,} cases exported and signed",
            f"{pages['ours']} pages, {pace:.0f} a second, {size:.1f} MB",
            f"{pages['bare']} pages, {bare_pace:.0f} a second",
            pace / bare_pace,
            0.6,
            at_least=True,
        ),
        Line(
            "  peak of memory",
            f"{memory[0]:.0f} MB",
            f"{memory[1]:.0f} MB",
            memory[0] / memory[1],
            2.0,
        ),
        Line("  verified", f"{checked:.2f} s", f"export {again:.2f} s", ratio, 1.3),
    ]


def _cases() -> list[CaseStudy]:
    return [replace_right_to_left(case) for case in many(SIZE)]


def _prepare(folder: Path) -> str:
    """An office that released them; the reference of the submission."""
    with make_office(folder / OFFICE, "AP", "AP-01", PASSPHRASE).session as session:
        with session.unit("bench") as unit:
            unit.write(_cases())
        order = submit.SubmissionRequest("case-studies", reason="the bench")
        return submit.submit(session, order).submission.reference


_EXPORTS = """
from bench import submitting as b
with b.open_store(folder / b.OFFICE, b.PASSPHRASE) as session:
    b.release.export(session, sys.argv[2], folder / b.OURS)
"""
_PLATYPUS = """
from bench import documents as b
cases = [b.replace_right_to_left(case) for case in b.many(1_000)]
b._bare(cases, folder / "bare.pdf")
"""
_MEASURED = """
import re, sys
from pathlib import Path
folder = Path(sys.argv[1])
{work}
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000)
"""
"""Not ru_maxrss: a process inherits that of whoever started it."""


def _peak(folder: Path, work: str, reference: str) -> float:
    """MB of a process that does nothing else, what it imports for that included."""
    command = [sys.executable, "-c", _MEASURED.format(work=work), str(folder), reference]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)
