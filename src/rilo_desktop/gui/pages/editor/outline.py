"""The parts of a record at the leading edge: what is there, what is missing, where one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...i18n import numbers, tr
from ...widgets.navigation_list import NavigationItem
from ...widgets.record_form.form import RecordForm
from ...widgets.validation_view import MISSING


def places_of(form: RecordForm, found: Mapping[str, tuple[str, str]]) -> list[NavigationItem]:
    """`found`: path of a field -> (severity, sentence)."""
    severities: dict[str, list[str]] = {}
    for path, (severity, _) in found.items():
        severities.setdefault(form.section_of(path), []).append(severity)
    return [
        _place(form, name, tr(box.section.label), severities.get(name, []))
        for name, box in form.sections.items()
        if not box.isHidden()
    ]


def _place(form: RecordForm, name: str, label: str, severities: Sequence[str]) -> NavigationItem:
    if severities and set(severities) == {MISSING}:
        icon, tone = "circle-dashed", "text3"
    elif severities:
        blocks = "blocks" in severities
        icon, tone = ("alert-octagon", "danger") if blocks else ("alert-triangle", "warn")
    else:
        icon, tone = ("circle-dashed" if form.section_is_empty(name) else "check"), "text3"
    count = numbers().number(len(severities)) if severities else ""
    return NavigationItem("part", label, name, icon, tone, count)
