"""What must hold after a kill, asked in a fresh process of the office as it lies there."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

from kills_merging import MERGED
from kills_work import PASSPHRASE, ROWS, SECOND, TYPED, Place

from rilo_desktop.cli.main import main as rilo
from rilo_desktop.services.office import restore
from rilo_desktop.services.office.session import Session, open_store, store_info
from rilo_desktop.services.records import drafts
from rilo_desktop.store import backup_file

OLD_ENOUGH = 1.0
"""Seconds after which a draft must be on the disk."""


@dataclass
class Said:
    """What one store's processes acknowledged in all its lives."""

    words: set[str] = field(default_factory=set)
    imports: set[int] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    draft: int = -1
    """The newest that was old enough when the kill came."""
    operations: int = 0
    """Of the newest backup that was said to be made."""
    is_upgraded: bool = False
    newest: int = 0
    """Number from which the next life goes on."""

    def hear(self, lines: Sequence[str], killed: float) -> None:
        for line in lines:
            at, what, *rest = line.split()
            if what == "word":
                self.words.add(f"w{rest[0]}")
            elif what == "import":
                self.imports.add(int(rest[0]))
            elif what == "merged":
                self.merged.add(int(rest[0]))
            elif what == "draft" and killed - float(at) >= OLD_ENOUGH:
                self.draft = max(self.draft, int(rest[0]))
            elif what == "backup":
                self.operations = max(self.operations, int(rest[0]))
            elif what == "opened":
                self.is_upgraded = True


@dataclass(frozen=True)
class Verdict:
    """What was found; nothing where all holds."""

    lost: tuple[str, ...] = ()
    """Acknowledged records and operations that are gone, or there by half."""
    damaged: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.damaged or self.drafts)


def judge(place: Place, said: Said) -> Verdict:
    lost: list[str] = []
    late: list[str] = []
    damaged: list[str] = []
    try:
        damaged += _checked(place.office)
        with open_store(place.office, PASSPHRASE) as session:
            late += _drafts(session, said)
            words = _words(session)
        lost += sorted(said.words - words)
        lost += _whole(_ROW, ROWS, "import", words, said.imports)
        lost += _whole(_MERGED, MERGED, "document", words, said.merged)
        lost += _expected(place, words)
        lost += _backup(place, said)
        damaged += _document(place)
    except Exception as error:  # whatever it is, it is damage, and the campaign goes on
        damaged.append(f"{type(error).__name__}: {error}")
    return Verdict(tuple(lost), tuple(damaged), tuple(late))


def _checked(office: Path) -> Iterator[str]:
    """`rilo check`, as the colleague would ask, whose slot goes with every new key."""
    signs = store_info(office).officers
    passphrase, sign = (SECOND, "AP-02") if "AP-02" in signs else (PASSPHRASE, "")
    os.environ["RILO_PASSPHRASE"] = passphrase
    answer = io.StringIO()
    with redirect_stdout(answer):
        code = rilo(["check", str(office), "--json", "--as", sign])
    if code:
        found = json.loads(answer.getvalue())["findings"]
        yield f"check {code}: " + "; ".join(one["message"] for one in found)


def _words(session: Session) -> set[str]:
    """Every value of one word that ever was in a record."""
    with session.reading() as reading:
        contents = "\n".join(one.content or "" for one in reading.revisions.all())
    return set(_WORD.findall(contents))


_WORD = re.compile(r'"(\w+)"')
_ROW = re.compile(r"w(\d+)row(\d+)")
_MERGED = re.compile(r"m(\d+)row(\d+)")


def _drafts(session: Session, said: Said) -> Iterator[str]:
    if said.draft < 0:
        return
    there = {one.record.id: one.record.title_text for one in drafts.waiting(session).drafts}
    title = there.get(TYPED, "")
    if not title or int(title[1:]) < said.draft:
        yield f"d{said.draft} was kept, {title or 'nothing'} is there"


def _whole(
    pattern: re.Pattern[str], records: int, what: str, words: set[str], said: set[int]
) -> Iterator[str]:
    """What came together is there together, or not at all."""
    there = Counter(int(found[1]) for word in words if (found := pattern.fullmatch(word)))
    for n in sorted(said | set(there)):
        if there[n] != records:
            yield f"{what} {n}: {there[n]} of {records} records"


def _expected(place: Place, words: set[str]) -> Iterator[str]:
    """What stood in a store of an older schema."""
    if (place.folder / "expected.json").exists() and not {"Written", "Phones"} <= words:
        yield "the records of the older schema"


def _backup(place: Place, said: Said) -> Iterator[str]:
    if not place.backup.exists():
        if said.operations:
            yield "the backup is gone"
        return
    about = backup_file.read(place.backup).manifest
    if about.operations < said.operations:
        yield f"the backup ends with {about.operations}, {said.operations} was said"
    drilled = restore.drill(place.backup, PASSPHRASE)
    if drilled.health.findings:
        yield f"the backup is not whole: {drilled.health.findings[0].rule}"


def _document(place: Place) -> Iterator[str]:
    about = place.folder / "submission.json"
    if not about.exists():
        return
    expected = json.loads(about.read_text("utf-8"))["sha256"]
    if hashlib.sha256(place.document.read_bytes()).hexdigest() != expected:
        yield "the document is neither the old nor the new one"
