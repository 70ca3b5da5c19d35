"""A submission that is being prepared, as data: what auto-lock keeps until somebody is back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.submit import SubmissionRequest


def as_data(order: SubmissionRequest) -> dict[str, Any]:
    return asdict(order)


def order_in(data: Mapping[str, Any]) -> SubmissionRequest:
    """Raises TypeError and KeyError for what is none."""
    from rilo_desktop.records import Answer
    from rilo_desktop.rules.attachments import ChosenFile
    from rilo_desktop.services.submissions.submit import LeftOut, SubmissionRequest

    lines = {
        "records": tuple(data["records"]),
        "left_out": tuple(LeftOut(**one) for one in data["left_out"]),
        "attached": tuple(ChosenFile(**one) for one in data.get("attached", ())),
        "answers": tuple(Answer(**one) for one in data.get("answers", ())),
        "messages": tuple((place, text) for place, text in data.get("messages", ())),
    }
    return SubmissionRequest(**{**data, **lines})
