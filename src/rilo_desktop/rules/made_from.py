"""A record that was made from another one: no milder than that, and told when that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rilo_desktop.records.field_specs import Class, fields_of, per_class
from rilo_desktop.records.record import Record

from .context import LinkedState, RuleContext
from .findings import N_, Finding, Nature, Severity
from .handling import effective, strictest
from .record_parts import RecordPart

MILDER = N_("{field}: TLP:{own} is milder than {reference}: use TLP:{label}.")
CHANGED = N_("{field}: {reference} has changed since: read it again, then link it anew.")


def findings(part: RecordPart, known: RuleContext | None) -> list[Finding]:
    if not known or not known.made_from:
        return []
    if part.prefix:
        return [_changed(part, name, state) for name, state in _moved(part, known.made_from)]
    return _milder(part, known.made_from)


def named_by(record: Record) -> Iterator[str]:
    """Ids of the records that this one was made from."""
    for name, links in _made_from(RecordPart(record, record).cls).items():
        lines = getattr(record, name)
        for line in lines if isinstance(lines, tuple) else ():
            for link in links:
                value = getattr(line, link, None)
                if isinstance(value, str) and value:
                    yield value


@per_class
def _made_from(cls: Class) -> Mapping[str, Mapping[str, str]]:
    """{field of lines: its links} of a record class."""
    lines = ((n, about.lines) for n, about in fields_of(cls).items() if about.lines is not None)
    found = {name: _links(of) for name, of in lines}
    return {name: links for name, links in found.items() if links}


@per_class
def _links(cls: Class) -> Mapping[str, str]:
    """{link: field with the revision it was taken at} of a line class."""
    return {name: about.taken_at for name, about in fields_of(cls).items() if about.taken_at}


def _moved(
    part: RecordPart, states: Mapping[str, LinkedState]
) -> Iterator[tuple[str, LinkedState]]:
    for link, at in _links(part.cls).items():
        taken, state = getattr(part.thing, at), states.get(getattr(part.thing, link))
        if isinstance(taken, str) and taken and state is not None and state.revision != taken:
            yield link, state


def _changed(part: RecordPart, name: str, state: LinkedState) -> Finding:
    return part.find(
        name,
        "made_from.changed",
        Severity.WARNS,
        Nature.STRUCTURE,
        CHANGED,
        reference=state.reference,
    )


def _milder(part: RecordPart, states: Mapping[str, LinkedState]) -> list[Finding]:
    record: Any = part.thing
    named = [states[one] for one in named_by(record) if one in states]
    if not named:
        return []
    own, label = effective(record.tlp), strictest(state.tlp for state in named)
    if strictest((own, label)) == own:
        return []
    strict = next(state for state in named if effective(state.tlp) == label)
    return [
        part.find(
            "tlp",
            "made_from.milder",
            Severity.BLOCKS,
            Nature.HANDLING,
            MILDER,
            own=own,
            reference=strict.reference,
            label=label,
        )
    ]
