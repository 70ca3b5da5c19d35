"""What came of an activity, in a few words for its row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rilo_desktop.analysis.activities import ActivityFacts, request_state
from rilo_desktop.language import NC_
from rilo_desktop.records.dates import last_day

from ...i18n import code_label, late_by, numbers, plural, tr
from ...itemviews.list_row import RowState

DONE, OPEN, PLANNED = "completed", "in_progress", "not_started"
"""States whose signs a row has already."""


def result_of(values: Mapping[str, str], today: date) -> RowState | None:
    """None where nothing is said of it: the row then says how far its review is."""
    status = values.get("activity_status", "")
    if status == "cancelled":
        return RowState(status, code_label("activity_status", status))
    if status == "draft":
        return RowState(PLANNED, code_label("activity_status", status))
    match values.get("activity_kind"):
        case "request":
            return _request(values, today)
        case "training":
            return _counted(values, "officers")
        case "product":
            return _counted(values, "sent_to")
        case "operation":
            return _counted(values, "participating")
        case "meeting" if values.get("members_present", "").isdigit():
            present, invited = values["members_present"], values.get("members_invited", "")
            if invited.isdigit():
                return RowState("", tr("{count} of {all} came", count=present, all=invited))
            return RowState("", plural("{count} Member came", "{count} Members came", int(present)))
        case "control_support" if values.get("feedback"):
            return RowState("", code_label("support_feedback", values["feedback"]))
    return None


def _request(values: Mapping[str, str], today: date) -> RowState:
    names = ("due", "due_basis", "answered")
    due, basis, answered = (values.get(name, "").strip("?") for name in names)
    fact = ActivityFacts(0, "request", due=due, due_basis=basis, answered=answered)
    last = last_day(due)
    match request_state(fact, today):
        case "on_time" | "answered":
            return RowState(DONE, tr(NC_("a request", "Answered")))
        case "late":
            return RowState(DONE, tr("Answered late"))
        case "overdue":
            assert last is not None
            return RowState("", late_by((today - last).days), True)
    if last is None:
        return RowState(OPEN, tr("Open"))
    return RowState(OPEN, tr("Due {day}", day=numbers().day(last, short=True)))


def _counted(values: Mapping[str, str], name: str) -> RowState | None:
    count = values.get(name, "")
    if not count.isdigit():
        return None
    number = int(count)
    match name:
        case "officers":
            return RowState("", plural("{count} officer", "{count} officers", number))
        case "sent_to":
            return RowState("", plural("Sent to {count}", "Sent to {count}", number))
    return RowState("", plural("{count} took part", "{count} took part", number))
