"""What the paragraphs of a draft say of themselves, for eyes and for a screen reader."""

from __future__ import annotations

from collections.abc import Sequence

from rilo_desktop.analysis.consultation import Change, State, changed_words, state_of
from rilo_desktop.analysis.known_values import known_text
from rilo_desktop.language import N_
from rilo_desktop.records import ConsultationParagraph
from rilo_desktop.records.consultation import CHANGES

from ...i18n import code_label, plural, tr, words

Parts = tuple[tuple[str, str], ...]
"""(text, look), see `theme.paragraph.marked_paragraph`."""

STATES: dict[State, tuple[str, str, str]] = {
    State.NOT_READ: (N_("Not looked at"), "circle-dashed", "text2"),
    State.DRAFT: (N_("Draft"), "pencil", "text2"),
    State.FOR_DECISION: (N_("For decision"), "eye", "accentText"),
    State.AGREED: (N_("Agreed here"), "circle-check", "text2"),
    State.NO_COMMENT: (N_("No comment"), "check", "text2"),
}
"""State -> its name, icon and colour."""
_SHOWN = {Change.SAME: "", Change.NEW: "new", Change.GONE: "gone"}


def theirs(line: ConsultationParagraph) -> Parts:
    """Their text; what a proposal takes away is struck."""
    text = known_text(line.text)
    head = known_text(line.heading)
    parts: list[tuple[str, str]] = [(f"{head}\n", "heavy")] if head else []
    found = changed_words(text, known_text(line.proposal))
    gone = [one for one in found if one.change is not Change.NEW]
    if "".join(one.text for one in gone) != text:  # an ellipsis stands for some of it
        return (*parts, (text, ""))
    return (*parts, *((one.text, _SHOWN[one.change]) for one in gone))


def proposal(line: ConsultationParagraph) -> Parts:
    """The proposed text with what it changes; as it stands where it is no new wording."""
    said = known_text(line.proposal)
    found = changed_words(known_text(line.text), said)
    if not found:
        return ((said, ""),) if said else ()
    return tuple((one.text, _SHOWN[one.change]) for one in found)


def answer(line: ConsultationParagraph) -> str:
    """Where nothing was written: what was said, or what can be done."""
    if state_of(line) is State.NOT_READ:
        return tr("Enter to comment, N for no comment")
    return code_label("consultation_position", known_text(line.position))


def decision(line: ConsultationParagraph) -> str:
    """By whom it is to be decided; or whether it asks for another text, and how much it matters."""
    by = known_text(line.decision_by)
    if line.agreed == State.FOR_DECISION and by:
        return tr("by {function}", function=code_label("function", by))
    position, weight = known_text(line.position), known_text(line.weight)
    said = (
        code_label("consultation_position", position) if position in CHANGES else "",
        code_label("consultation_weight", weight) if weight else "",
    )
    return " · ".join(part for part in said if part)


def spoken(line: ConsultationParagraph, number: int, count: int) -> str:
    name, _, _ = STATES[state_of(line)]
    said = [
        tr(
            "Paragraph {number}, {at} of {all}",
            number=known_text(line.number),
            at=number,
            all=count,
        ),
        words().labelled(tr("State"), tr(name)),
        decision(line),
        words().labelled(tr("Their text"), known_text(line.text)),
    ]
    for label, text in (
        (tr("Comment"), line.comment),
        (tr("Proposed text"), line.proposal),
        (tr("Reason"), line.reason),
    ):
        if known_text(text):
            said.append(words().labelled(label, known_text(text)))
    return ". ".join(part for part in said if part)


def open_points(lines: Sequence[ConsultationParagraph]) -> str:
    """What is to be done yet, in words."""
    states = [state_of(line) for line in lines]
    waits, unread = states.count(State.FOR_DECISION), states.count(State.NOT_READ)
    drafts = states.count(State.DRAFT)
    said = []
    if waits:
        said.append(plural("{count} waits for a decision", "{count} wait for a decision", waits))
    if unread:
        said.append(plural("{count} was not looked at", "{count} were not looked at", unread))
    if drafts:
        said.append(plural("{count} is a draft", "{count} are drafts", drafts))
    return "  ·  ".join(said) or tr("Every paragraph is answered.")


def changed(theirs: str, proposal: str) -> str:
    """The words that a proposal adds and takes away; "" where it is no new wording."""
    found = changed_words(theirs, proposal)
    said = []
    for change, sign in ((Change.NEW, "‹{}›"), (Change.GONE, "[{}]")):
        texts = (one.text.strip() for one in found if one.change is change)
        said += [sign.format(text) for text in texts if text]
    return " · ".join(said)
