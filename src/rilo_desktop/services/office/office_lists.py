"""Code lists of the office: other names for codes, and codes of its own in lists that allow it.

A code of its own begins with the office (AP-HERBAL), so that it is never one of another office; it
is provisional, and says so wherever it is shown. What an office calls a code that all offices have
stays in its window, lists and workbooks: documents say what every receiver reads and checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rilo_desktop.office_codes import OWN_CODE
from rilo_desktop.rules.findings import N_, Message, Refused
from rilo_desktop.rules.list_entries import (
    FIXED,
    LANGUAGES,
    LONGEST,
    PARENTS,
    is_code_name,
    named_so,
)
from rilo_desktop.store.search_words import mark
from rilo_desktop.vocabularies.lists import (
    Item,
    Vocabulary,
    shipped,
    vocabulary,
    vocabulary_names,
)

from . import actions
from .code_labels import findings_of
from .finding_helpers import refusal
from .guard_answers import unanswered
from .list_setting import OWN, each, entries_of, item_of, text_of
from .session import Session, Task

Answers = Iterable[tuple[str, str, str]]
"""("cover", field, text)."""
MOST = 500
"""Names and codes that one office keeps."""

NO_LIST = N_("There is no list “{list}”: rilo lists show has all.")
NOT_EXTENDABLE = N_("{list} takes no codes of an office: only its names can be changed.")
NOT_RENAMED = N_("The names of {list} stay as they are.")
NO_CODE = N_("{list} has no code “{code}”.")
BAD_CODE = N_(
    "“{code}” cannot be a code: write at most 30 capital letters, digits and underscores. The "
    "office is put before them."
)
BAD_NAME = N_(
    "“{name}” cannot be a name: write one line of at most {most} characters, none of them "
    "invisible."
)
NO_NAME = N_("A code needs a name in English; a French one may stand beside it.")
TAKEN = N_("{list}: “{name}” is already what {code} is called. Choose another name.")
THERE = N_("{list} has {code} already.")
NO_PARENT = N_("{list}: say to which code of {parents} it belongs.")
IN_USE = N_(
    "{code} is in {count} records: a code that records hold stays. Its name can be changed."
)
TOO_MANY = N_("An office keeps at most {most} names and codes.")


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """What the office calls a code; `own`: it added the code. `before`: what all offices say."""

    list: str
    code: str
    labels: Mapping[str, str]
    own: bool
    parent: str = ""
    before: str = ""


def entries(session: Session, language: str = "en") -> tuple[OwnEntry, ...]:
    """By list and code."""
    session.permit(Task.READ)
    with session.reading() as reading:
        kept = entries_of(reading.office.setting(OWN))
    return tuple(_entry(session, name, item, language) for name, item in each(kept))


def _entry(session: Session, name: str, item: Item, language: str = "en") -> OwnEntry:
    own = item.office == session.office_code
    before = "" if own else shipped(name).label(item.code, language)
    return OwnEntry(name, item.code, item.labels, own, item.parent, before)


def add(
    session: Session,
    name: str,
    code: str,
    labels: Mapping[str, str],
    parent: str = "",
    answers: Answers = (),
) -> OwnEntry:
    """A code of the office's own; `code` without the office.

    `answers`: to what the guard finds in its names. Raises Refused.
    """
    session.permit(Task.LISTS)
    listed = listed_named(name)
    if not listed.extendable:
        raise _refused(NOT_EXTENDABLE, listed)
    bare = code.strip().upper().removeprefix(f"{session.office_code}-")
    if not OWN_CODE.fullmatch(bare):
        raise _refused(BAD_CODE, listed, code=code[:LONGEST])
    full = f"{session.office_code}-{bare}"
    if full in listed:
        raise _refused(THERE, listed, code=full)
    parents = PARENTS.get(name, "")
    if parents and parent not in vocabulary(parents):
        raise _refused(NO_PARENT, listed, parents=Message(vocabulary(parents).title()))
    said = _said(listed, full, labels)
    if "en" not in said:
        raise _refused(NO_NAME, listed)
    item = item_of(full, said, parent if parents else "")
    _keep(session, name, full, item, _asked(session, name, full, said, answers))
    return _entry(session, name, item)


def put(
    session: Session,
    name: str,
    code: str,
    labels: Mapping[str, str],
    parent: str = "",
    answers: Answers = (),
) -> OwnEntry:
    """`rename` a code that the list has, else `add` it. Raises Refused."""
    session.permit(Task.LISTS)
    listed, code = listed_named(name), code.strip()
    own = f"{session.office_code}-{code.upper()}"
    if code in listed or own in listed:
        return rename(session, name, code if code in listed else own, labels, answers)
    return add(session, name, code, labels, parent, answers)


def rename(
    session: Session,
    name: str,
    code: str,
    labels: Mapping[str, str],
    answers: Answers = (),
) -> OwnEntry:
    """What the office calls a code; no labels: what all offices call it.

    `answers`: to what the guard finds in its names. Raises Refused.
    """
    session.permit(Task.LISTS)
    listed = listed_named(name)
    if name in FIXED:
        raise _refused(NOT_RENAMED, listed)
    known = listed.items.get(code)
    if known is None:
        raise _refused(NO_CODE, listed, code=code[:LONGEST])
    said = _said(listed, code, labels)
    if known.office == session.office_code:
        if not said:
            raise _refused(NO_NAME, listed)
        item = item_of(code, {**known.labels, **said}, known.parent)
    else:
        item = item_of(code, said)
    given = _asked(session, name, code, said, answers)
    _keep(session, name, code, item if said else None, given)
    return _entry(session, name, item)


def remove(session: Session, name: str, code: str) -> None:
    """A code of the office that no record holds. Raises Refused."""
    session.permit(Task.LISTS)
    listed = listed_named(name)
    known = listed.items.get(code)
    if known is None or known.office != session.office_code:
        raise _refused(NO_CODE, listed, code=code[:LONGEST])
    with session.reading() as reading:
        sql = "SELECT count(*) FROM search WHERE search MATCH ?"
        ((count,),) = reading.run(sql, (f'"{mark(name, code)}"',))
    if count:
        raise _refused(IN_USE, listed, code=code, count=count)
    _keep(session, name, code, None)


def _asked(
    session: Session, name: str, code: str, said: Mapping[str, str], answers: Answers
) -> list[str]:
    """A name is looked at when it is given, and again when it leaves. Raises Refused.

    Gives the answers for the log.
    """
    left, given = unanswered(session, findings_of({(name, code): said}), answers)
    if left:
        raise Refused(*left)
    return given


def _keep(
    session: Session, name: str, code: str, item: Item | None, answers: Sequence[str] = ()
) -> None:
    """The one way to write them: an operation of the log; None takes the entry away."""
    with session.unit(actions.LISTS) as unit:
        held = entries_of(unit.reading.office.setting(OWN))
        kept = {of: dict(items) for of, items in held.items()}
        items = kept.setdefault(name, {})
        before = items.pop(code, None)
        if item is not None:
            items[code] = item
        if sum(map(len, kept.values())) > MOST:
            raise refusal("lists.too_many", TOO_MANY, most=MOST)
        if before == item:
            unit.abandon()
            return
        unit.set(OWN, text_of(kept))
        unit.note(list=name, code=code, name=item.labels.get("en", "") if item else "")
        if answers:
            unit.note(answers=list(answers))
    session.read_lists()


def listed_named(name: str) -> Vocabulary:
    """Raises Refused where there is none."""
    if name not in vocabulary_names():
        raise refusal("lists.unknown", NO_LIST, list=name[:LONGEST])
    return vocabulary(name)


def _said(listed: Vocabulary, code: str, labels: Mapping[str, str]) -> dict[str, str]:
    """The labels that are given; no other code is called so."""
    said = {lang: " ".join(text.split()) for lang, text in labels.items() if text.strip()}
    for language, text in said.items():
        if not is_code_name(text) or language not in LANGUAGES:
            raise _refused(BAD_NAME, listed, name=text[:LONGEST], most=LONGEST)
        if other := named_so(listed, code, text):
            raise _refused(TAKEN, listed, name=text, code=other)
    return said


def _refused(message: str, listed: Vocabulary, **values: Any) -> Refused:
    return refusal("lists.refused", message, list=Message(listed.title()), **values)
