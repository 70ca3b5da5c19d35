"""The inbox: what comes, the answers to it, the register, the network; and cards on This office."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from rilo_desktop.services.session import Session

from ..inbox.page import InboxPage
from ..office_page.page import OfficePage
from ..widgets.boxes import Scroller
from .pages import in_sight
from .stage import NotHere, Scene, Stage

COMMENT = "Which of the two airports was it?"


def _page(stage: Stage) -> InboxPage:
    return cast(InboxPage, stage.go("inbox"))


def _empty(stage: Stage) -> None:
    page = _page(stage)
    if page.looking.items:
        raise NotHere("files stand in it")


def _sent_to(stage: Stage) -> InboxPage:
    """With the files of others on a stick; their card is trusted."""
    from . import traffic

    traffic.send_from_others(stage.passphrase)
    page = _page(stage)
    for path in (traffic.FILES.known, traffic.FILES.lost):
        if not stage.serve(_knows, path):
            stage.serve(traffic.trust, path)
    return page


def _knows(session: Session, path: Path) -> bool:
    from rilo_desktop.services import cards

    wanted = cards.look_at(path).fingerprint
    return any(card.fingerprint == wanted for card in cards.listed(session))


def _looked(stage: Stage, *names: str) -> InboxPage:
    """The files of `traffic.FILES` with these names, the first of them shown."""
    from . import traffic

    page = _sent_to(stage)
    files = [getattr(traffic.FILES, name) for name in names]
    page.look(files)
    stage.settle()
    page.looking.choose(files[0])
    stage.settle()
    return page


def _conflict(stage: Stage) -> InboxPage:
    page = _looked(stage, "theirs")
    document = page.looking.document
    rows = document.records.rows
    at = next((n for n, row in enumerate(rows) if row.ask), -1)
    if at < 0:
        raise NotHere("both offices wrote the same")
    document.records.setCurrentIndex(document.records.model_of.index(at))
    return page


def _decided(stage: Stage) -> None:
    document = _conflict(stage).looking.document
    at = document.records.currentIndex().row()
    for field in document.records.rows[at].ask:
        document.one.choices.take(field, False)


def _chosen(name: str, *others: str) -> Any:
    def show(stage: Stage) -> None:
        _looked(stage, name, *others)

    return show


def _mixed(stage: Stage) -> None:
    from . import traffic

    page = _looked(stage, "theirs", "twin", "letter", "altered", "card")
    page.looking.choose(traffic.FILES.twin)


def _wrong_fingerprint(stage: Stage) -> None:
    card = _looked(stage, "card").looking.card
    card.typed.setText("K7QX-2M9P-AAAA-BBBB-CCCC-DDDD-EEEE")
    stage.afterwards(card.typed.clear)
    card.take.click()


def _trusted_asked(stage: Stage) -> None:
    _looked(stage, "strange").looking.suspect.trust.click()


def _answer(stage: Stage) -> None:
    from . import traffic

    page = _page(stage)
    traffic.send_from_others(stage.passphrase)
    stage.serve(traffic.answer_from_secretariat, stage.passphrase)
    page.look([traffic.FILES.answer])
    stage.settle()
    page.looking.choose(traffic.FILES.answer)


def _taken(stage: Stage) -> InboxPage:
    page = _looked(stage, "theirs")
    document = page.looking.document
    for row in document.records.rows:
        for field in row.ask:
            document.decide(row.id, field, "theirs")
    if document.take.isVisible() and document.take.isEnabled():
        document.take.click()
        stage.settle()
    return page


def _replying(stage: Stage) -> InboxPage:
    page = _taken(stage)
    if not page.looking.document.answer.isVisible():
        raise NotHere("this officer may not answer")
    page.looking.document.answer.click()
    stage.settle()
    stage.afterwards(lambda: _drop_reply(page))
    return page


def _drop_reply(page: InboxPage) -> None:
    page.reply._forget()
    page.reply.went_back.emit()


def _commented(stage: Stage) -> InboxPage:
    page = _replying(stage)
    places = page.reply.places
    for path, words in (("title", COMMENT), ("summary", "Say how it was found.")):
        at = next(n for n, row in enumerate(places.rows) if row.path == path)
        places.setCurrentIndex(places.rows_model.index(at))
        page.reply.comment.setText(words)
        page.reply._on_comment(words)
    return page


def _reply_left(stage: Stage) -> None:
    _commented(stage).reply.go_back()


def _register(stage: Stage) -> InboxPage:
    page = _page(stage)
    stage.afterwards(lambda: page.show_view("now"))
    page.show_view("register")
    return page


def _network(stage: Stage) -> InboxPage:
    page = _page(stage)
    stage.afterwards(lambda: page.show_view("now"))
    page.show_view("network")
    return page


def _network_below(stage: Stage) -> None:
    page = _network(stage)
    stage.settle()
    bars = [one.verticalScrollBar() for one in page.network.findChildren(Scroller)]
    if not any(bar.maximum() for bar in bars):
        raise NotHere("all of the network is in sight at once")
    for bar in bars:
        bar.setValue(bar.maximum())


# --- cards on This office


def _cards(stage: Stage) -> OfficePage:
    _sent_to(stage)
    page = cast(OfficePage, stage.go("this-office"))
    in_sight(stage, page.cards)
    return page


def _card_renewing(stage: Stage) -> None:
    _cards(stage).cards.renew.click()


def _card_revoking(stage: Stage) -> None:
    page = _cards(stage)
    stage.afterwards(page.cards.form.close_form)
    page.cards.revoke.click()
    page.cards.form.reason.setText("The stick with the key was lost")
    in_sight(stage, page.cards)


# --- the comment of the addressee at its field


def _comment_at_field(stage: Stage) -> None:
    page = _page(stage)
    _answer(stage)
    stage.settle()
    part = page.looking.answer
    if part.take.isVisible():
        part.take.click()
        stage.settle()
    part.comments.press(part.comments.found[0])
    stage.settle()


SCENES = (
    Scene("inbox-empty", _empty),
    Scene("inbox", _conflict),
    Scene("inbox-decided", _decided),
    Scene("inbox-stranger", _chosen("strange", "theirs")),
    Scene("inbox-stranger-asked", _trusted_asked),
    Scene("inbox-wrong", _chosen("altered", "theirs")),
    Scene("inbox-mixed", _mixed),
    Scene("inbox-card", _chosen("card")),
    Scene("inbox-card-refused", _wrong_fingerprint),
    Scene("inbox-card-renewed", _chosen("renewed")),
    Scene("inbox-card-revoked", _chosen("gone")),
    Scene("inbox-answer", _answer),
    Scene("inbox-taken", _taken),
    Scene("inbox-reply", _commented),
    Scene("inbox-reply-begun", _replying),
    Scene("inbox-reply-leaving", _reply_left),
    Scene("inbox-register", _register),
    Scene("office-cards", _cards),
    Scene("office-cards-renewing", _card_renewing),
    Scene("office-cards-revoking", _card_revoking),
    Scene("risk-indicator-editor-asked", _comment_at_field),
)
SECRETARIAT = (
    Scene("network", _network),
    Scene("network-below", _network_below),
    Scene("network-register", _register),
)
"""In the store of the Secretariat."""
