"""One way out: whatever leaves is an `Outgoing`, of a way that `ways_out` declares.

    with going_out(session, ways_out.LIST, path) as out:
        left = out.ask(findings, answers, stored, withhold)
        out.leave(content, tlp=tlp, records=12)

It asks at once for the role, the place and the name of the file. In the block codes are called what
they are called outside. Nothing leaves of a way that the guard reads before the guard was asked,
nor of a labelled one without its label.

The file is for its owner only. It is written under a temporary name in its folder and synced, the
entry is committed, the file takes its name. Where the entry cannot be committed the file is
removed; where the file cannot take its name a second entry says so. Killed in between, there is an
entry without a file, or a temporary file without an entry (docs/decisions/0040).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.files import replacing
from rilo_desktop.language import catalogue
from rilo_desktop.presentation.references import NameOf
from rilo_desktop.records import FieldType, Record, fields_of
from rilo_desktop.rules import personal_data_guard
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Refused
from rilo_desktop.rules.personal_data_guard import WITHHELD as WITHHELD
from rilo_desktop.rules.record_parts import parts_of
from rilo_desktop.store import Stored, StoreError, UnitOfWork
from rilo_desktop.vocabularies.lists import as_they_leave, leave_unnamed

from . import actions, code_labels, guard_answers
from .finding_helpers import refusal
from .session import Session
from .ways_out import Guard, WayOut

R = TypeVar("R", bound=Record)
UNWRITTEN = N_("{path} was not written: {reason}. Its previous content is unchanged.")
TYPED = N_("{field} seems to contain {what} ({match}): leave it out, for it is sent.")
IDENTIFIER = "nominal.identifier"
FILE_NAME = N_("Name of the file")


def nothing_else(_unit: UnitOfWork) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Left:
    """`sha256` is of the file; `pages` of a document."""

    sha256: str
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Cleared:
    """That the guard was asked. `answers` for the log; `withheld`: how many texts are left out."""

    answers: tuple[str, ...] = ()
    withheld: int = 0


@dataclass(slots=True)
class Outgoing:
    """`detail` is what the entry of the log says. `also`: what is written into the store in the
    same operation; it may write to `file` what is known only then, as the number of the entry."""

    session: Session
    way: WayOut
    path: Path | None = None
    cleared: Cleared | None = None
    """None: nobody asked the guard yet."""
    detail: dict[str, Any] = field(default_factory=dict)
    also: Callable[[UnitOfWork], None] = nothing_else
    _file: BinaryIO | None = None

    # --- the guard

    def ask(
        self,
        said: Sequence[Finding],
        typed: Iterable[tuple[str, str, str]] = (),
        stored: Sequence[Stored] = (),
        withhold: bool = False,
    ) -> tuple[Finding, ...]:
        """What nobody answered of what the guard found, and must not leave.

        `typed`: (reference, field, text); `stored`: the records. What was answered for a submission
        counts while its record stands as it did then. Names of codes that nobody answered are
        withheld from here on. Raises Refused with all that waits for an answer, unless `withhold`.
        """
        left, given = guard_answers.unanswered(self.session, said, typed, stored)
        if left and not withhold:
            raise Refused(*left)
        unnamed = {code for one in left if (code := code_labels.code_at(one.place))}
        if unnamed:
            leave_unnamed(unnamed)
        self.cleared = Cleared(tuple(given), len(unnamed))
        return left

    def withholding(self, language: str) -> Callable[[str], str]:
        """Gives a text, or a note where the guard finds something in it; counts the notes. A text
        in a script that it does not read stands."""
        from rilo_desktop.rules.personal_data.detection import personal_data

        self.cleared = self.cleared or Cleared()
        note = catalogue(language).text(WITHHELD)

        def shown(text: str) -> str:
            if not text or not personal_data(text):
                return text
            self.withhold(1)
            return note

        return shown

    @property
    def withheld(self) -> int:
        """How many texts are left out."""
        return self.cleared.withheld if self.cleared is not None else 0

    def withhold(self, count: int) -> None:
        """So many texts more are left out."""
        assert self.cleared is not None
        self.cleared = replace(self.cleared, withheld=self.withheld + count)

    def refuse(
        self, texts: Iterable[tuple[str, str]], message: str = TYPED, rule: str = IDENTIFIER
    ) -> None:
        """(label, text) of what was typed for this. Raises Refused for what identifies somebody."""
        refuse_identifiers(texts, message, rule)
        self.cleared = self.cleared or Cleared()

    def cleaned(self, record: R, language: str) -> R:
        """The record with notes in place of what the guard finds; counts them."""
        left = [finding for finding in found_in([record]) if finding.place.record]
        paths = paths_by_record(left).get(record.id, frozenset())
        self.cleared = self.cleared or Cleared()
        self.withhold(len(paths))
        return without_texts(record, paths, catalogue(language).text(WITHHELD))

    def names(self, name_of: NameOf, language: str) -> NameOf:
        """Names of the records that fields link, each shown or withheld."""
        shown = self.withholding(language)

        @cache
        def named(record_type: str, value: str) -> str | None:
            name = name_of(record_type, value)
            return shown(name) if name else name

        return named

    # --- how it leaves

    def leave(self, content: bytes | Pages, **detail: Any) -> Left:
        """What is in memory; pages become a document (`document_of`). Raises as `written`."""
        pages = 0
        if isinstance(content, Pages):
            content, pages = document_of(content)
            detail["pages"] = pages
        left = Left(hashlib.sha256(content).hexdigest(), pages)
        with self.written() as file:
            file.write(content)
            self.detail |= {**detail, "sha256": left.sha256}
        return left

    @contextmanager
    def written(self) -> Iterator[BinaryIO]:
        """The file, to be written piece by piece. Raises Refused where it cannot be written and
        StoreUnwritable where the entry cannot; then what stood there before is still there."""
        assert self.path is not None
        logged = 0
        try:
            with replacing(self.path, self.way.mode) as file:
                self._file = file
                yield file
                self._check()
                logged = self.log() if self.way.action else 0
        except OSError as error:
            if logged:
                log_failure(self.session, logged, self.path, error)
            raise unwritten(self.path, error) from error

    def log(self, **detail: Any) -> int:
        """Its entry, of what leaves as no file too; gives its number."""
        self.detail |= detail
        self._check()
        with self.session.unit(self.way.action) as unit:
            self.also(unit)
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
            if self.cleared is not None and self.cleared.answers:
                unit.note(answers=list(self.cleared.answers))
            unit.note(**self.detail)
            return unit.operation

    def _check(self) -> None:
        """A fault of the program, not of the officer: nothing leaves then."""
        if self.way.guard is not Guard.UNREAD and self.cleared is None:
            raise RuntimeError(f"{self.way.name}: the guard was not asked")
        if self.way.is_labelled and not self.detail.get("tlp"):
            raise RuntimeError(f"{self.way.name}: it has no label")


@contextmanager
def going_out(session: Session, way: WayOut, path: Path | None = None) -> Iterator[Outgoing]:
    """Something that may leave, by an officer who may. Raises Refused."""
    if way.task is not None:
        session.permit(way.task)
    if path is not None:
        check_target(path, way.guard is not Guard.UNREAD)
    with as_they_leave():
        yield Outgoing(session, way, path)


def save(way: WayOut, path: Path, content: bytes | Pages) -> None:
    """A file of a way that has no entry in the log, for it holds no record. Raises Refused."""
    check_target(path, is_read=False)
    try:
        put(way, path, content)
    except OSError as error:
        raise unwritten(path, error) from error


def put(way: WayOut, path: Path, content: bytes | Pages) -> None:
    """The same. Raises OSError."""
    if not way.unlogged or way.guard is not Guard.UNREAD:
        raise RuntimeError(f"{way.name}: it leaves by going_out")
    data = document_of(content)[0] if isinstance(content, Pages) else content
    with replacing(path, way.mode) as file:
        file.write(data)


def unwritten(path: Path, error: OSError) -> Refused:
    return refusal("export.unwritten", UNWRITTEN, path=path, reason=why(error))


def document_of(pages: Pages) -> tuple[bytes, int]:
    """As PDF/A-3a and PDF/UA-1, and how many there are."""
    from rilo_desktop.exchange.pdfa import conforming
    from rilo_desktop.reports import page_count

    document = conforming(pages)
    return document, page_count(document)


def log_failure(session: Session, operation: int, path: Path, error: Exception) -> None:
    """Say of a file whose entry is in the log that it did not take its name, where that can be."""
    reason = str(why(error)) if isinstance(error, OSError) else str(error)
    with contextlib.suppress(StoreError), session.unit(actions.NOT_WRITTEN) as unit:
        unit.note(entry=operation, files=[path.name], why=reason)


def check_target(path: Path, is_read: bool = True) -> None:
    """Can a document be written there? Raises Refused before anything is released.

    A document takes the place of a file, never of a device, a pipe or a protected file. `is_read`:
    by the guard, then the name of the file is too.
    """
    folder = path.absolute().parent
    there = os.path.lexists(path)
    fits = os.access(path, os.W_OK) and path.is_file() if there else bool(path.name)
    if not fits or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise refusal(
            "export.target",
            N_("{path} cannot be written; choose a file in a folder that exists."),
            path=path,
        )
    if is_read:
        refuse_identifiers([(FILE_NAME, path.name)])


# --- what the guard reads


def found_in(records: Iterable[Record], only: Iterable[str] | None = None) -> list[Finding]:
    """What it finds in the texts of records, and in the names of their codes.

    `only`: in these of their fields; None: in all.
    """
    held = list(records)
    chosen = None if only is None else frozenset(only)
    said = [one for record in held for one in _found_in(record, chosen)]
    return said + code_labels.findings_of(code_labels.own_codes_in(held, chosen))


def _found_in(record: Record, only: frozenset[str] | None) -> Iterator[Finding]:
    described = fields_of(type(record))
    names = described.keys() if only is None else only & described.keys()
    wanted = {name for name in names if described[name].type is not FieldType.LINK}
    for part in parts_of(record):
        if not part.prefix:
            yield from personal_data_guard.findings(part, wanted)
        elif part.prefix.partition(".")[0] in wanted:
            yield from personal_data_guard.findings(part)


def refuse_identifiers(
    texts: Iterable[tuple[str, str]], message: str = TYPED, rule: str = IDENTIFIER
) -> None:
    """(label, text); {words} of the message are what was found. Raises Refused with all of it."""
    said: list[Finding] = []
    for label, text in texts:
        place, field = FieldPath(label=label), Message(label)
        for one in personal_data_guard.findings_in([text], place, message, field=field):
            if one.blocks:
                words = text[one.values["start"] : one.values["end"]]
                said.append(replace(one, rule=rule, values={**one.values, "words": words}))
    if said:
        raise Refused(*said)


def without_texts(record: R, paths: Iterable[str], note: str) -> R:
    """The record with a note in place of these texts, and without these pictures."""
    for path in paths:
        record = _replaced(record, path.split("."), note)
    return record


def _replaced(thing: Any, path: Sequence[str], note: str) -> Any:
    name, *rest = path
    value = getattr(thing, name)
    if rest:
        number, *inner = rest
        at = int(number) - 1
        if inner == ["sanitised"]:  # a picture that nobody looked at
            line = replace(value[at], kept=True)
        else:
            line = _replaced(value[at], inner, note)
        return replace(thing, **{name: (*value[:at], line, *value[at + 1 :])})
    said = tuple(_noted(value, note)) if isinstance(value, tuple) else note
    return replace(thing, **{name: said})


def _noted(value: Iterable[Any], note: str) -> Iterator[Any]:
    """Each text, or each language of one."""
    for one in value:
        yield (one[0], note) if isinstance(one, tuple) else note


def paths_by_record(left: Iterable[Finding]) -> Mapping[str, frozenset[str]]:
    """{id: paths of fields} of what was found in records."""
    found: dict[str, set[str]] = {}
    for one in left:
        if one.place.record:
            found.setdefault(one.place.record, set()).add(one.place.field)
    return {name: frozenset(paths) for name, paths in found.items()}
