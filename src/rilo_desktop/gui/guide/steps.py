"""The steps of the guide in words, and where each is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rilo_desktop.language import N_
from rilo_desktop.records import CaseStudy, Submission

from ..routing import SENDING, Route

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.first_submission import GuidedProgress

CASE, SUBMISSION = CaseStudy.kind.code, Submission.kind.code
TOPIC = "practice"


@dataclass(frozen=True)
class StepText:
    """`key` is that of a `GuidedStep`; `sentence` and `button` are messages.

    `place`: where it is done, None while there is nothing yet to do it with, or for the help topic.
    """

    key: str
    sentence: str
    button: str
    place: Callable[[GuidedProgress], Route | None]


def _case(path: str = "") -> Callable[[GuidedProgress], Route | None]:
    return lambda now: Route(CASE, record=now.case, path=path) if now.case else None


def _submission(part: str = "") -> Callable[[GuidedProgress], Route | None]:
    return lambda now: (
        Route(SUBMISSION, record=now.submission, kind=part) if now.submission else None
    )


STEPS = (
    StepText(
        "office",
        N_("Open a practice office: it holds examples only, and nothing can go wrong."),
        N_("Read about it"),
        lambda _now: None,
    ),
    StepText(
        "case",
        N_("Write a case study of your own in the short form (Ctrl M), and save it (Ctrl S)."),
        N_("New case study"),
        lambda _now: Route(CASE, new=True),
    ),
    StepText(
        "indicator",
        N_("Link a risk indicator: Ctrl I shows them beside the form. Then save the case."),
        N_("Go to the indicators"),
        _case("indicators"),
    ),
    StepText(
        "complete",
        N_("See what is still missing, beside the form, and mend it. F8 goes to the next."),
        N_("Go to what is missing"),
        _case(),
    ),
    StepText(
        "approval",
        N_("Send the case for review. A second officer approves it; alone, you do it yourself."),
        N_("Go to the approval"),
        _case(),
    ),
    StepText(
        "submission",
        N_(
            "Make a submission of the case: check the records, then release it or have it approved."
        ),
        N_("New submission with the case"),
        lambda now: Route(SUBMISSION, records=(now.case,)) if now.case else None,
    ),
    StepText(
        "file",
        N_("Export the PDF: pages for people, with the data for the receiver inside."),
        N_("Go to the submission"),
        _submission(),
    ),
    StepText(
        "sent",
        N_("Hand the file over, and mark the submission as sent."),
        N_("Go to the list of submissions"),
        _submission(SENDING),
    ),
)
