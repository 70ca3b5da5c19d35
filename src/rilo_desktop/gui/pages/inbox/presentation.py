"""A file from outside in words: its rows, its verdict, and the four facts of trust."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rilo_desktop.language import NC_

from ...i18n import code_label, numbers, office_name, plural, sentence, tr, words

if TYPE_CHECKING:
    from rilo_desktop.services.office.cards import Offered
    from rilo_desktop.services.receiving.incoming_file import Comparison, IncomingFile

APART = "  ·  "


@dataclass(frozen=True)
class Said:
    """An icon, its tone, and words; `hint`: what `more` has no room for, in full."""

    icon: str
    tone: str
    words: str
    more: str = ""
    hint: str = ""


@dataclass(frozen=True)
class ShownFile:
    """A row of the list, with the item it is of."""

    item: IncomingFile
    title: str
    about: str
    verdict: Said
    tlp: str = ""

    @property
    def spoken(self) -> str:
        label = f"TLP:{self.tlp}" if self.tlp else ""
        return ". ".join(one for one in (self.title, self.about, self.verdict.words, label) if one)


def shown_file(item: IncomingFile) -> ShownFile:
    return ShownFile(item, title_of(item), _about(item), verdict_of(item), _tlp(item))


def title_of(item: IncomingFile) -> str:
    if item.answer is not None:
        return tr("Answer to {reference}", reference=item.answer.submission.reference)
    if item.card is not None:
        return _card_title(item.card)
    package = item.package
    return (package.submission.title if package else "") or item.path.name


def head_of(item: IncomingFile) -> str:
    """What stands below the title: reference, revision, office, purpose."""
    if item.answer is not None:
        on = numbers().partial(item.answer.answer.on, short=True)
        return APART.join((item.office, item.answer.answer.by, on))
    if item.card is not None:
        return str(item.path)
    package = item.package
    if package is None:
        return str(item.path)
    said = package.submission
    number = tr("rev. {number}", number=said.revision)
    purpose = code_label("purpose", said.purpose) if said.purpose else ""
    parts = (f"{said.reference} {number}", office_name(said.office), purpose)
    return APART.join(part for part in parts if part)


def _about(item: IncomingFile) -> str:
    package = item.package
    if item.answer is not None:
        return item.office
    if item.card is not None:
        return item.path.name
    if package is None:
        return str(item.path.parent)
    count = plural("{count} record", "{count} records", len(package.records))
    return APART.join((office_name(package.submission.office), count))


def _tlp(item: IncomingFile) -> str:
    package = item.package
    return package.submission.tlp if package else ""


def verdict_of(item: IncomingFile) -> Said:
    from rilo_desktop.services.receiving.incoming_file import State
    from rilo_desktop.services.submissions.verdicts import VERDICTS, Kind

    if item.state is State.WRONG:
        return Said(*_sign(item), _wrong(item))
    if item.card is not None:
        return _card_verdict(item.card)
    if item.state is State.STRANGER:
        row = item.verdict.row if item.verdict is not None else VERDICTS["unknown"]
        return Said("key", "warn", tr(row.words))
    if item.state is State.RESTORED:
        return Said("history", "warn", tr("A backup was restored"))
    if item.answer is not None:
        known = item.answer.known
        return Said("circle-check", "ok", tr("Opened before") if known else tr("Verified"))
    comparison = item.comparison
    if comparison is not None and _is_here(comparison):
        return Said("check", "text2", tr(NC_("records", "Added here")))
    if comparison is not None and comparison.standing == "older":
        return Said("history", "warn", tr("A later revision is here"))
    row = item.verdict.row if item.verdict is not None else VERDICTS["whole"]
    if row.kind is not Kind.WHOLE:
        return Said("alert-triangle", "warn", tr(row.words))
    return Said("circle-check", "ok", tr(row.words))


def _card_title(card: Offered) -> str:
    office = office_name(card.office)
    if card.offer.value in ("revocation", "taken"):
        return tr("Revocation by {office}", office=office)
    return tr("Identity card of {office}", office=office)


def _card_verdict(card: Offered) -> Said:
    said = {
        "strange": Said("key", "warn", tr("To be compared by phone")),
        "conflict": Said("alert-triangle", "warn", tr("A second renewal")),
        "renewal": Said("circle-check", "ok", tr("Renewed by a trusted card")),
        "known": Said("check", "text2", tr("Trusted already")),
        "revocation": Said("shield-off", "warn", tr("A card is revoked")),
        "taken": Said("check", "text2", tr(NC_("a card", "Added here"))),
    }
    return said[card.offer.value]


def _is_here(comparison: Comparison) -> bool:
    """Received before, and nothing of it waits."""
    return comparison.standing == "again" and not any(r.may_come for r in comparison.records)


def _sign(item: IncomingFile) -> tuple[str, str]:
    """Icon and tone of a file that cannot be accepted."""
    is_calm = item.verdict is not None and item.verdict.row.is_calm
    return ("alert-triangle", "warn") if is_calm else ("alert-octagon", "danger")


def _wrong(item: IncomingFile) -> str:
    from rilo_desktop.services.submissions.verdicts import AS_TEXT, DONE, EXIT_CODES, VERDICTS

    verdict = item.verdict
    if verdict is not None and EXIT_CODES[verdict.row.kind] not in (DONE, AS_TEXT):
        return tr(verdict.row.words)
    rules = {finding.rule for finding in item.findings}
    if "exchange.submission_damaged" in rules:
        return tr(VERDICTS["cut"].words)
    if "exchange.elsewhere" in rules:
        return tr("Not for the inbox")
    if rules & {
        "exchange.missing",
        "exchange.not_a_file",
        "exchange.not_allowed",
        "exchange.empty",
    }:
        return tr("Cannot be read")
    if "inbox.twice" in rules:
        return tr("Duplicate")
    if "cards.revoked" in rules:
        return tr("A revoked card")
    return tr("Cannot be accepted")


# --- the four facts


def facts_of(item: IncomingFile) -> tuple[Said, ...]:
    """Signature, print and data, personal data, kept as received: for a file that could be read."""
    if item.verdict is None:
        return ()
    return (_signature(item), _print(item), _guard(item), _kept(item))


def _signature(item: IncomingFile) -> Said:
    from rilo_desktop.services.submissions.verdicts import VERDICTS
    from rilo_desktop.services.submissions.verify import Trust

    verdict = item.verdict
    assert verdict is not None
    hint = sentence(verdict.of_time or verdict.of_signer or verdict.said)
    if verdict.trust is Trust.NOBODY:
        return Said(*_sign(item), tr(verdict.row.words), tr("not to be used"), hint)
    if verdict.trust is Trust.TRUSTED:
        assert verdict.signer is not None
        if verdict.of_time is not None:
            day = numbers().partial(verdict.opened.at[:10], short=True)
            said = tr("signed on {day}?", day=day)
            return Said("alert-triangle", "warn", tr("Signature valid"), said, hint)
        until = numbers().partial(verdict.signer.valid_until[:10], short=True)
        return Said("circle-check", "ok", tr("Signature valid"), tr("card until {day}", day=until))
    if verdict.trust is Trust.UNKNOWN and verdict.is_whole:
        said = tr("compare it by phone")
        return Said("key", "warn", tr("File intact, sender not confirmed"), said, hint)
    said = tr(VERDICTS[verdict.signer_name].words)
    return Said("alert-octagon", "danger", said, tr("call the office"), hint)


def _print(item: IncomingFile) -> Said:
    from rilo_desktop.services.submissions.verify import Agreement, Trust

    assert item.verdict is not None
    agreement = item.verdict.agreement
    package = item.package
    if item.verdict.trust is Trust.NOBODY:
        return Said("circle-dashed", "text3", tr("Text not compared"), tr("not to be used"))
    count = len(package.records) if package else 0
    if agreement is Agreement.DIFFERENT or package is None:
        return Said("alert-octagon", "danger", tr("Text differs from data"), tr("not to be used"))
    if agreement is Agreement.SAME:
        each = plural("{count} record agrees", "{count} records agree", count)
        return Said("circle-check", "ok", tr("Text matches data"), each)
    if agreement is Agreement.AS_TEXT:
        what = words().clauses(tr(one) for one in item.verdict.not_compared)
        said, hint = tr("layout not compared"), tr("not compared: {what}", what=what)
        return Said("alert-triangle", "warn", tr("Text matches data"), said, hint)
    return Said("alert-triangle", "warn", tr("Text not compared"), tr("read it beside the pages"))


def _guard(item: IncomingFile) -> Said:
    """What was looked for and how much was found: never that nobody is named."""
    what = tr("Personal data")
    if item.comparison is None:
        return Said("circle-dashed", "text3", what, tr(NC_("personal data", "not checked yet")))
    count = len(item.names)
    kinds = ", ".join(tr(kind) for kind in item.looked_for)
    hint = tr(
        "Checked for: {kinds}; found {count}. Nothing else was checked.",
        kinds=kinds,
        count=count,
    )
    found = plural("checked, {count} found", "checked, {count} found", count)
    if count:
        return Said("alert-triangle", "warn", what, found, hint)
    return Said("search", "text2", what, found, hint)


def _kept(item: IncomingFile) -> Said:
    assert item.verdict is not None
    digest = item.verdict.opened.sha256
    short = f"SHA-256 {digest[:4]} … {digest[-4:]}"
    from rilo_desktop.services.receiving.incoming_file import State

    if item.state is not State.READY:
        return Said("archive", "text2", tr("Not filed yet"), short)
    return Said("archive", "text2", tr("Kept as received"), short)
