"""Submissions of several offices received into an office that has many records.

Small by default; FULL=1 is what decision 43 promises: twelve of 5,000 cases into 100,000 records in
600 s of CPU (10 ms a record) and 500 MB. The files are signed PDF, made by offices of their own;
CPU is of the receiving process and of the children that read for it; memory is the peak of the
process, since each child has a limit of its own (exchange/limits.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rilo_desktop.services.office import identity
from rilo_desktop.services.office.create_office import known_offices, make_office
from rilo_desktop.services.submissions import release, submit

from . import searching
from .cases import many
from .documents import replace_right_to_left
from .measure import Line

SUBMISSIONS, EACH, RECORDS = (12, 5_000, 100_000) if os.environ.get("FULL") else (3, 500, 10_000)
SECONDS_A_RECORD, MEGABYTES = 0.01, 500
PASSPHRASE = "a passphrase for the bench, nothing secret"
RECEIVER = "SECRETARIAT"


def run() -> list[Line]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        senders = [code for code in known_offices() if code != RECEIVER][:SUBMISSIONS]
        cards = [_sent(folder, code, 1_000 + n) for n, code in enumerate(senders)]
        with make_office(folder / "receiver", RECEIVER, f"{RECEIVER}-01", PASSPHRASE).session as to:
            searching.fill(to, RECORDS)
        command = [sys.executable, "-c", _RECEIVES, str(folder), *cards]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu, looking, children, memory, new = map(float, done.stdout.split())
    records = len(senders) * EACH
    assert new == records, f"{new:.0f} of {records} are new"
    return [
        Line(
            f"{len(senders)} submissions of {EACH:,} received into {RECORDS:,} records",
            f"{cpu:.0f} s CPU ({looking:.0f} s looking, {children:.0f} s of it in children)",
            f"{records * SECONDS_A_RECORD:.0f} s",
            cpu / records / SECONDS_A_RECORD,
            1.0,
        ),
        Line(
            "  peak of memory",
            f"{memory:.0f} MB",
            f"{MEGABYTES} MB",
            memory / MEGABYTES,
            1.0,
        ),
    ]


def _sent(folder: Path, code: str, seed: int) -> str:
    """A signed file of an office that is not needed afterwards; the fingerprint of its card."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as there,
        make_office(Path(there) / "office", code, f"{code}-01", PASSPHRASE).session as session,
    ):
        cases = [replace_right_to_left(case) for case in many(EACH, seed)]
        for first in range(0, EACH, 500):
            with session.unit("bench") as unit:
                unit.write(cases[first : first + 500])
        made = submit.submit(session, submit.SubmissionRequest("case-studies", reason="the bench"))
        release.export(session, made.submission.reference, folder / f"{code}.pdf")
        card = identity.own_card(session)
        assert card is not None
        return card.fingerprint


_RECEIVES = f"""
import re, resource, sys, time
from pathlib import Path
from rilo_desktop.services.receiving import receive
from rilo_desktop.services.receiving.incoming_file import findings_of
from rilo_desktop.services.office.session import open_store

def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime

folder, cards = Path(sys.argv[1]), sys.argv[2:]
with open_store(folder / "receiver", "{PASSPHRASE}") as session:
    began = time.process_time()
    looked = receive.inspect_submissions(session, sorted(folder.glob("*.pdf")), cards)
    assert not findings_of(looked), findings_of(looked)
    children = cpu(resource.RUSAGE_CHILDREN)
    looking = time.process_time() - began + children
    done = receive.accept(session, looked)
    children = cpu(resource.RUSAGE_CHILDREN)
    total = time.process_time() - began + children
memory = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1000
print(total, looking, children, memory, done.new)
"""
