"""What is wrong with a form, and what of it is not asked, as messages of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rilo_desktop.questions.form_errors import FormError

from .findings import N_, FieldPath, Finding, Message

_FEATURES: Final = frozenset(
    {
        N_("search() in a list of another file"),
        N_("a list of choices from a repeat"),
    }
)
_NAMED: Final[Mapping[str, str]] = {
    "appearance": N_("appearance {name}"),
    "parameter": N_("parameter {name}"),
}


_PLACED: Final = N_("{label}: {said}")


def feature(said: str) -> Message | str:
    """Of `Omission.feature`: the names of types and columns are the same in every language."""
    word, _, name = said.partition(" ")
    if name and word in _NAMED:
        return Message(_NAMED[word], {"name": name})
    return Message(said) if said in _FEATURES else said


def reason(error: FormError, file: str = "") -> Message:
    """Where it is, and then what: "form.xlsx, sheet survey, row 3, age: ..."."""
    values: dict[str, object] = dict(error.values)
    if isinstance(said := values.get("feature"), str):
        values["feature"] = feature(said)
    what = Message(error.message, values)
    where = FieldPath(file=file, **error.place._asdict())
    if where == FieldPath():
        return what
    return Message(_PLACED, {"label": where, "said": what})


def placed(finding: Finding) -> Finding:
    """One of a row, with its place in the sentence."""
    if not finding.place.row:
        return finding
    said = {"label": finding.place, "said": Message(finding.message, finding.values)}
    return replace(finding, message=_PLACED, values={**finding.values, **said})
