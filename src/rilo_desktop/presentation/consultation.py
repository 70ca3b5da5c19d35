"""The consultation: a draft text with the comments of offices on its paragraphs."""

from __future__ import annotations

from rilo_desktop.records import Consultation, ConsultationComment, ConsultationParagraph
from rilo_desktop.rules.findings import N_

from .form_spec import HANDLING, NAMED, lines
from .list_spec import ListSpec
from .navigation import MEETING
from .record_type import DeadlineSpec, RecordTypeSpec, ViewSpec

CONSULTATION = RecordTypeSpec(
    record=Consultation,
    icon="messages",
    group=MEETING,
    new=N_("New consultation"),
    empty=N_("No consultations yet"),
    about=N_("A draft text that offices are asked about, with what they say of each paragraph."),
    retention=True,
    deadline=DeadlineSpec(
        days=("closes",),
        released=((Consultation.kind.code, "id"),),
        said=N_("comments wanted by {day}"),
    ),
    opens_at="paragraphs",
    is_wide=True,
    sample="consultations.xlsx",
    list=ListSpec(
        "consultation",
        second=("subject", "asked_by"),
        columns=("subject", "asked_by", "opened"),
        aside="closes",
        aside_label=N_("Wanted by"),
        facets=("workflow",),
        preview=(("text", "document"), ("lines", "paragraphs")),
    ),
    form={
        "paragraphs": ("paragraphs",),
        "request": (
            "title!",
            "overall!",
            "subject asked_by",
            "document",
            "opened closes closes_source:2",
            *NAMED,
        ),
        "comments": ("comments",),
        "source": ("source!",),
        "handling": HANDLING,
    },
    views=(
        ViewSpec(
            page="consultation-comments",
            label=N_("Comments by paragraph"),
            keys="Ctrl+Shift+M",
            icon="messages",
        ),
    ),
    lines={
        ConsultationParagraph: lines(
            "number:1 text:8",
            "number:1 heading:4",
            "text",
            "position weight",
            "comment",
            "proposal",
            "reason",
            "agreed decision_by",
            one=N_("Paragraph {number}"),
            add=N_("Add paragraph"),
            hint=N_("Type a number"),
            input="consultation",
        ),
        ConsultationComment: lines(
            "paragraph:1 office:2 position:2 comment:5",
            "proposal",
            "reason",
            "weight language",
            one=N_("Comment {number}"),
            add=N_("Add comment"),
            hint=N_("Type the number of a paragraph"),
        ),
    },
)
