"""What the rules found in a record, turned into what the editor shows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from rilo_desktop.presentation.registry import lines_spec
from rilo_desktop.questions.definition import title_in
from rilo_desktop.records import RecordType, RequiredFor, class_of, fields_of
from rilo_desktop.rules.findings import Finding, Nature, Severity

from ..i18n import sentence, tr, window_language, words
from .findings import ShownFinding


@dataclass(frozen=True)
class Judged:
    """`at`: path of a field -> (severity, sentence); `done` of `all_parts` fields have nothing that
    is `shown`: those that are asked for, and those in which something was found.

    `remarks`: field -> what the addressee of a submission asks of it or of its lines.
    """

    shown: tuple[ShownFinding, ...]
    at: dict[str, tuple[str, str]]
    done: int
    all_parts: int
    remarks: dict[str, tuple[str, ...]]


ASKED_OF_FIELD = "remarks.asked"
"""Rule of what the addressee of a submission asks (rules/remarks.py)."""
MISSING = "missing"
"""What is not written yet in a record that was never saved: said, but not in red."""


def judged(
    kind: RecordType,
    findings: Sequence[Finding],
    profile: RequiredFor,
    begun: bool = True,
    no_values: Mapping[str, str] = MappingProxyType({}),
    written: bool = True,
) -> Judged:
    """`begun`: the record was saved before, so what is missing is missing. `no_values`: {path:
    sentence} of what is typed and cannot be saved as it stands; the field itself says it.
    `written`: somebody typed in it; nothing of a new record is held against who did not.

    What is found in a field that no form shows leads nowhere: it is of the whole record."""
    ordered = sorted(findings, key=lambda f: not f.blocks)
    unseen = {name for name, about in fields_of(class_of(kind.code)).items() if about.for_program}
    blocks = Severity.BLOCKS.value
    shown = [
        ShownFinding(blocks, said, where(kind, path), "", path) for path, said in no_values.items()
    ]
    at = {path: (blocks, said) for path, said in no_values.items()}
    for finding in ordered:
        said, path = sentence(finding), finding.place.field
        if path in no_values:  # that something is missing there is no second fault
            continue
        if path in unseen:
            path = ""
        quiet = not begun and (finding.nature is Nature.COMPLETENESS or not written)
        severity = MISSING if quiet else finding.severity.value
        shown.append(ShownFinding(severity, said, place_of(kind, finding), "", path))
        at.setdefault(path, (severity, said))
    asked = set(asked_for(kind, profile))
    left = {finding.path.split(".")[0] for finding in shown}
    return Judged(tuple(shown), at, len(asked - left), len(asked | left), _remarks(kind, findings))


def _remarks(kind: RecordType, findings: Sequence[Finding]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        if finding.rule == ASKED_OF_FIELD:
            name, _, inside = finding.place.field.partition(".")
            said = tr("{by} asks: “{comment}”", **finding.values)
            if inside:
                said = words().labelled(where(kind, finding.place.field), said)
            found[name] = (*found.get(name, ()), said)
    return found


def asked_for(kind: RecordType, profile: RequiredFor) -> list[str]:
    """Fields without which a record is incomplete in this profile."""
    levels = (
        {RequiredFor.MINIMAL}
        if profile is RequiredFor.MINIMAL
        else {RequiredFor.MINIMAL, RequiredFor.FULL}
    )
    described = fields_of(class_of(kind.code))
    return [name for name, about in described.items() if about.level in levels]


T = TypeVar("T")
ALL_LINES = (-1, "")
"""The place of what is found in a field of lines, and in none of them."""


def in_lines(found: Mapping[str, T], name: str) -> dict[tuple[int, str], T]:
    """{(line, field): what was found} of what was found in the lines of a field, and in all."""
    of_all = {ALL_LINES: found[name]} if name in found else {}
    return of_all | {
        (int(parts[1]) - 1, parts[2]): said
        for path, said in found.items()
        if (parts := path.split("."))[0] == name and len(parts) == 3
    }


def place_of(kind: RecordType, finding: Finding) -> str:
    """As `where`. A rule that names the place by words of its own says them in its sentence: the
    section is enough, since nobody sees the number of the line ("Answer 6"). Of an answer to a form
    it is the part and the line of the form.
    """
    path, within = finding.place.field, finding.place.within
    if within:
        said = ((title_in(label.texts, window_language()), number) for label, number in within)
        return " · ".join(f"{label} {number}" if number else label for label, number in said)
    name, *rest = path.split(".")
    about = fields_of(class_of(kind.code)).get(name)
    if about is None or about.lines is None or len(rest) < 2:
        return where(kind, path)
    if rest[0] == "0":  # there is no such line yet
        return where(kind, name)
    inside = fields_of(about.lines).get(rest[1])
    if inside is None or finding.place.label == inside.label:
        return where(kind, path)
    return where(kind, name)


def where(kind: RecordType, path: str) -> str:
    """The place of a field in words: "Goods, line 2 · Unit"."""
    name, *rest = path.split(".")
    about = fields_of(class_of(kind.code)).get(name)
    if about is None:
        return ""
    sections = {section.name: section.label for section in kind.sections}
    section = tr(sections.get(about.section, "Handling" if name == "tlp" else about.label))
    if about.lines is None or not rest:
        label = tr(about.label)
        return label if label == section else f"{section} · {label}"
    line = tr(lines_spec(about.lines).one, number=int(rest[0]))
    field = fields_of(about.lines).get(rest[1]) if len(rest) > 1 else None
    return f"{line} · {tr(field.label)}" if field is not None else line
