"""The inbox: what comes, the answers to it, the register, the network; and cards on This office."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from rilo_desktop.gui.pages.inbox.page import InboxPage
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.widgets.layouts import Scroller
from rilo_desktop.services.office.session import Session

from .harness import Harness, NotHere, Scene
from .pages import in_sight

COMMENT = "Which of the two airports was it?"


def _page(harness: Harness) -> InboxPage:
    return cast(InboxPage, harness.go("inbox"))


def _empty(harness: Harness) -> None:
    page = _page(harness)
    if page.looking.items:
        raise NotHere("files stand in it")


def _sent_to(harness: Harness) -> InboxPage:
    """With the files of others on a stick; their card is trusted."""
    from . import fixtures

    fixtures.send_from_others(harness.passphrase)
    page = _page(harness)
    for path in (fixtures.FILES.known, fixtures.FILES.lost):
        if not harness.serve(_knows, path):
            harness.serve(fixtures.trust, path)
    return page


def _knows(session: Session, path: Path) -> bool:
    from rilo_desktop.services.office import cards

    wanted = cards.read_card(path).fingerprint
    return any(card.fingerprint == wanted for card in cards.listed(session))


def _looked(harness: Harness, *names: str) -> InboxPage:
    """The files of `fixtures.FILES` with these names, the first of them shown."""
    from . import fixtures

    page = _sent_to(harness)
    files = [getattr(fixtures.FILES, name) for name in names]
    page.inspect(files)
    harness.settle()
    page.looking.choose(files[0])
    harness.settle()
    return page


def _conflict(harness: Harness) -> InboxPage:
    page = _looked(harness, "theirs")
    document = page.looking.document
    rows = document.records.rows
    at = next((n for n, row in enumerate(rows) if row.ask), -1)
    if at < 0:
        raise NotHere("both offices wrote the same")
    document.records.setCurrentIndex(document.records.model_of.index(at))
    return page


def _decided(harness: Harness) -> None:
    document = _conflict(harness).looking.document
    at = document.records.currentIndex().row()
    for field in document.records.rows[at].ask:
        document.one.choices.take(field, False)


def _chosen(name: str, *others: str) -> Any:
    def show(harness: Harness) -> None:
        _looked(harness, name, *others)

    return show


def _mixed(harness: Harness) -> None:
    from . import fixtures

    page = _looked(harness, "theirs", "twin", "letter", "altered", "card")
    page.looking.choose(fixtures.FILES.twin)


def _wrong_fingerprint(harness: Harness) -> None:
    card = _looked(harness, "card").looking.card
    card.typed.setText("K7QX-2M9P-AAAA-BBBB-CCCC-DDDD-EEEE")
    harness.afterwards(card.typed.clear)
    card.take.click()


def _trusted_asked(harness: Harness) -> None:
    _looked(harness, "strange").looking.suspect.trust.click()


def _restored(harness: Harness) -> None:
    from rilo_desktop.services.records import undo

    from . import fixtures

    _sent_to(harness)
    fixtures.send_and_restore(harness.passphrase)
    taken = harness.serve(fixtures.take_before)
    if taken:
        harness.afterwards(lambda: harness.serve(undo.undo, taken))
    page = _page(harness)
    page.inspect([fixtures.FILES.after])
    harness.settle()
    page.looking.choose(fixtures.FILES.after)


def _answer(harness: Harness) -> None:
    from . import fixtures

    page = _page(harness)
    fixtures.send_from_others(harness.passphrase)
    harness.serve(fixtures.answer_from_secretariat, harness.passphrase)
    page.inspect([fixtures.FILES.answer])
    harness.settle()
    page.looking.choose(fixtures.FILES.answer)


def _taken(harness: Harness) -> InboxPage:
    page = _looked(harness, "theirs")
    document = page.looking.document
    for row in document.records.rows:
        for field in row.ask:
            document.decide(row.id, field, "theirs")
    if document.take.isVisible() and document.take.isEnabled():
        document.take.click()
        harness.settle()
    return page


def _replying(harness: Harness) -> InboxPage:
    page = _taken(harness)
    if not page.looking.document.answer.isVisible():
        raise NotHere("this officer may not answer")
    page.looking.document.answer.click()
    harness.settle()
    harness.afterwards(lambda: _drop_reply(page))
    return page


def _drop_reply(page: InboxPage) -> None:
    page.reply._forget()
    page.reply.went_back.emit()


def _commented(harness: Harness) -> InboxPage:
    page = _replying(harness)
    places = page.reply.places
    for path, words in (("title", COMMENT), ("summary", "Say how it was found.")):
        at = next(n for n, row in enumerate(places.rows) if row.path == path)
        places.setCurrentIndex(places.rows_model.index(at))
        page.reply.comment.setText(words)
        page.reply._on_comment(words)
    return page


def _reply_left(harness: Harness) -> None:
    _commented(harness).reply.go_back()


def _register(harness: Harness) -> InboxPage:
    page = _page(harness)
    harness.afterwards(lambda: page.show_view("now"))
    page.show_view("register")
    return page


def _network(harness: Harness) -> InboxPage:
    page = _page(harness)
    harness.afterwards(lambda: page.show_view("now"))
    page.show_view("network")
    return page


def _network_below(harness: Harness) -> None:
    page = _network(harness)
    harness.settle()
    bars = [one.verticalScrollBar() for one in page.network.findChildren(Scroller)]
    if not any(bar.maximum() for bar in bars):
        raise NotHere("all of the network is in sight at once")
    for bar in bars:
        bar.setValue(bar.maximum())


# --- cards on This office


def _cards(harness: Harness) -> OfficePage:
    _sent_to(harness)
    page = cast(OfficePage, harness.go("this-office"))
    in_sight(harness, page.cards)
    return page


def _card_renewing(harness: Harness) -> None:
    _cards(harness).cards.renew.click()


def _card_revoking(harness: Harness) -> None:
    page = _cards(harness)
    harness.afterwards(page.cards.form.close_form)
    page.cards.revoke.click()
    page.cards.form.reason.setText("The stick with the key was lost")
    in_sight(harness, page.cards)


# --- the comment of the addressee at its field


def _comment_at_field(harness: Harness) -> None:
    page = _page(harness)
    _answer(harness)
    harness.settle()
    part = page.looking.answer
    if part.take.isVisible():
        part.take.click()
        harness.settle()
    part.comments.press(part.comments.found[0])
    harness.settle()


SCENES = (
    Scene("inbox-empty", _empty),
    Scene("inbox", _conflict),
    Scene("inbox-decided", _decided),
    Scene("inbox-stranger", _chosen("strange", "theirs")),
    Scene("inbox-stranger-asked", _trusted_asked),
    Scene("inbox-wrong", _chosen("altered", "theirs")),
    Scene("inbox-cut", _chosen("cut", "padded", "altered", "theirs")),
    Scene("inbox-mixed", _mixed),
    Scene("inbox-card", _chosen("card")),
    Scene("inbox-card-refused", _wrong_fingerprint),
    Scene("inbox-card-renewed", _chosen("renewed")),
    Scene("inbox-card-revoked", _chosen("gone")),
    Scene("inbox-restored", _restored),
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
