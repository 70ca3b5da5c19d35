"""An entry of the log in the words of the window's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rilo_desktop.language import N_

from ...i18n import code_label, day_and_time, function_label, numbers, plural, tr, words
from ...widgets.setting_words import change_said

if TYPE_CHECKING:
    from rilo_desktop.services.office.audit_log import LogLine

HEADS = (N_("Entry"), N_("Time"), N_("Officer"), N_("Event"), N_("Detail"), N_("Records"))
_PLAIN = ("reference", "submission", "sign", "function", "addressee", "place", "folder", "file")
"""Details that say what they are."""
_NAMED: Mapping[str, str] = {
    "reason": N_("because: {value}"),
    "note": N_("note: {value}"),
    "tlp": N_("TLP:{value}"),
    "aside": N_("the replaced one is kept in {value}"),
    "undoes": N_("undoes entry {value}"),
    "program": N_("version {value}"),
    "fingerprint": N_("fingerprint {value}"),
}
_NAMES: Mapping[str, str] = {
    "waiting": N_("waiting for a decision: {names}"),
    "left_out": N_("left out: {names}"),
}
"""Of a folder of everything that was read back: references."""
MOST_NAMES = 8


def row(line: LogLine) -> tuple[str, ...]:
    number = numbers().number
    return (
        number(line.operation),
        day_and_time(line.time),
        line.officer,
        tr(line.action),
        detail(line.detail),
        number(line.records) if line.records else "",
    )


def detail(found: Mapping[str, Any]) -> str:
    """What an officer asks for; hashes and keys stay in the table that is taken away."""
    said = []
    if found.get("failed"):
        said.append(_failed(found))
    said += [_plain(name, str(found[name])) for name in _PLAIN if found.get(name)]
    if found.get("role"):
        said.append(code_label("user_role", str(found["role"])))
    said += [tr(text, value=found[name]) for name, text in _NAMED.items() if found.get(name)]
    said += [_names(text, found[name]) for name, text in _NAMES.items() if found.get(name)]
    said += _amounts(found)
    for one in found.get("answers") or ():
        said.append(tr("{field} may be sent: {answer}", field=one["field"], answer=one["answer"]))
    for one in found.get("changed") or ():
        said.append(change_said(one["setting"], one["from"], one["to"]))
    files = found.get("files")
    if isinstance(files, list):
        said.append(", ".join(map(str, files)))
    return " · ".join(dict.fromkeys(said))


def _plain(name: str, value: str) -> str:
    return function_label(value) if name == "function" else value


def _names(text: str, names: Any) -> str:
    shown = [str(one) for one in names] if isinstance(names, list) else [str(names)]
    more = ["…"] if len(shown) > MOST_NAMES else []
    return tr(text, names=", ".join([*shown[:MOST_NAMES], *more]))


def _amounts(found: Mapping[str, Any]) -> list[str]:
    said = []
    if years := found.get("years"):
        said.append(plural("kept {count} year", "kept {count} years", int(years)))
    if hours := found.get("hours"):
        said.append(plural("every {count} hour", "every {count} hours", int(hours)))
    if skipped := found.get("skipped"):
        said.append(plural("{count} row left out", "{count} rows left out", int(skipped)))
    return said


def _failed(found: Mapping[str, Any]) -> str:
    """ "2 failed before: 12:03 AP-02, 12:04"."""
    count = int(found["failed"])
    said = plural("{count} failed opening before", "{count} failed openings before", count)
    tries = found.get("tries")
    shown = [_try(str(one)) for one in tries[-3:]] if isinstance(tries, list) else []
    return words().labelled(said, ", ".join(shown)) if shown else said


def _try(text: str) -> str:
    time, _, sign = text.partition(" ")
    return f"{day_and_time(time)} {sign}".strip()
