"""A file that cannot be taken as it is: its verdict in one sentence, all else folded below it, or
what is to be compared by phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ...context import PageContext
from ...i18n import numbers, office_name, sentence, tr
from ...theme.tokens import SECTION, SEMIBOLD, SMALL
from ...widgets.accessible_names import labelled
from ...widgets.buttons import button
from ...widgets.findings import FindingsView, ShownFinding
from ...widgets.fingerprint import Fingerprint
from ...widgets.labels import Label, tip
from ...widgets.layouts import Scroller, hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.rules.findings import Finding
    from rilo_desktop.services.receiving.incoming_file import IncomingFile

MOST = 50


class RejectedFilePanel(QWidget):
    """`trusted(item, typed)`: the fingerprint of its card, or of the restore of its office, as it
    was read out by phone."""

    trusted = Signal(object, str)
    put_off = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._item: IncomingFile | None = None
        self._may = context.may("cards")
        self._title = Label("", SECTION, SEMIBOLD, wrap=True)
        self.said = Label("", wrap=True)
        self._nothing = Label(
            tr("Nothing was written, and nothing can be accepted from it."),
            SMALL,
            tone="text2",
            wrap=True,
        )
        self.fingerprint = Fingerprint(tr("Fingerprint of the card"))
        self.trust = button(tr("Trust this card"), self._on_trust, "primary", "key", high=36)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("K7QX-2M9P-…")
        self.typed.textChanged.connect(lambda text: self.trust.setEnabled(bool(text.strip())))
        self.typed.returnPressed.connect(self._on_trust)
        self._asked = labelled(tr("Fingerprint as they read it out"), self.typed)
        self.message = Label("", SMALL, tone="danger", wrap=True)
        self.drop = button(tr("Remove from list"), self.put_off.emit, high=36)
        self.more = button(
            tr("Details"), self._on_more, "ghost", "chevron-right", checkable=True, high=28
        )
        self.findings = FindingsView(tr("Details"))
        self._who = Label("", SMALL, tone="text2")
        self.findings.fit_to_contents()
        content = vbox(
            self._title,
            6,
            self.said,
            4,
            self._nothing,
            16,
            self.fingerprint,
            16,
            self._asked,
            4,
            self.message,
            12,
            hbox(self.drop, self.trust, self._who, None, gap=8),
            12,
            hbox(self.more, None),
            self.findings,
            None,
            margins=(24, 22, 24, 12),
        )
        scroller = Scroller(content)
        self.findings.moved.connect(lambda at: scroller.bring_place_into_sight(self.findings, at))
        vbox((scroller, 1), into=self)

    def show_item(self, item: IncomingFile) -> None:
        from rilo_desktop.services.receiving.incoming_file import State

        if self._item is None or self._item.path != item.path:
            self.typed.clear()
        self._item = item
        self._show_message("")
        is_asked = item.state in (State.STRANGER, State.RESTORED)
        said = _STATES.get(item.state.value, _wrong)(item)
        self._title.setText(said.title)
        self.said.setText(said.about)
        self._nothing.setVisible(not is_asked)
        self.fingerprint.caption.setText(said.caption)
        self.fingerprint.show_card(said.fingerprint)
        self.fingerprint.setVisible(is_asked)
        self._asked.setVisible(is_asked and self._may)
        self.typed.setAccessibleDescription(said.hint)
        self.trust.setText(said.does)
        self.trust.setAccessibleName(said.does)
        self.trust.setVisible(is_asked and self._may)
        self.trust.setEnabled(bool(self.typed.text().strip()))
        self._who.setText(said.who)
        self._who.setVisible(is_asked and not self._may)
        details = item.findings[1:] if item.verdict is None else item.verdict.details
        self.findings.show_findings(_shown(details))
        self.more.setVisible(bool(details))
        self.more.setChecked(False)
        self._on_more()

    def take_focus(self) -> None:
        (self.typed if self.typed.isVisible() else self.drop).setFocus()

    def _on_more(self) -> None:
        is_open = self.more.isChecked()
        self.more.setProperty("glyph", "chevron-down" if is_open else "chevron-right")
        self.more.setToolTip(tip(tr("Hide details") if is_open else tr("Show details")))
        self.findings.setVisible(is_open)

    def refuse(self, error: BaseException) -> None:
        """Why it was not trusted, at the field."""
        from ...widgets.error_messages import explained

        self._show_message(explained(error))
        self.typed.setFocus()
        self.typed.selectAll()

    def _show_message(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _on_trust(self) -> None:
        if self._item is not None and self.trust.isVisible() and self.trust.isEnabled():
            self._show_message("")
            self.trusted.emit(self._item, self.typed.text().strip())


@dataclass(frozen=True)
class _Words:
    """What is asked by phone (`caption`, `fingerprint`), what the button `does`, and `who` may."""

    title: str
    about: str
    caption: str = ""
    fingerprint: str = ""
    hint: str = ""
    does: str = ""
    who: str = ""


def _stranger(item: IncomingFile) -> _Words:
    about = "".join(sentence(one) for one in item.findings[:1])
    return _Words(
        tr("Who is it from?"),
        about,
        tr("Fingerprint of the card"),
        item.fingerprint,
        tr("Everything signed with this card is trusted from now on, until it is revoked."),
        tr("Trust this card"),
        tr("A reviewer or the head of the office trusts a card."),
    )


def _restored(item: IncomingFile) -> _Words:
    office, asked = office_name(item.office), item.restore_asked
    assert asked is not None
    about = tr(
        "The file is intact. It says that {office} restored a backup of {day}, so that "
        "{reference}, which it sent before, is gone there. Call {office} at a number you know and "
        "ask whether that is so, and which fingerprint their log gives for the restore. The file "
        "is theirs only if it is this one.",
        office=office,
        day=numbers().partial(str(asked.values["day"]), short=True),
        reference=asked.values["reference"],
    )
    return _Words(
        tr("Did {office} restore a backup?", office=office),
        about,
        tr("Fingerprint of the restore"),
        item.restored_fingerprint,
        tr("Their documents from after the restore are accepted from now on."),
        tr("Accept this restore"),
        tr("A reviewer or the head of the office compares a restore."),
    )


def _wrong(item: IncomingFile) -> _Words:
    about = "".join(sentence(one) for one in item.findings[:1])
    return _Words(tr("This file cannot be accepted"), about)


_STATES: Mapping[str, Callable[[IncomingFile], _Words]] = {
    "stranger": _stranger,
    "restored": _restored,
}


def _shown(findings: Sequence[Finding]) -> list[ShownFinding]:
    return [ShownFinding(one.severity.value, sentence(one)) for one in findings[:MOST]]
