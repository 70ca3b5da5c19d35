"""Commands on cards of offices: export, trust, revoke, renew, list."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.rules.findings import N_
from rilo_desktop.services.office import card_revocations, cards, identity

from .commands import DONE, opened
from .printing import Printer


def export(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        card = cards.export(session, options.out)
    data = _of_known(card) | {"file": str(options.out)}
    printer.answer(data, f"{options.out}: {_line(data)}")
    return DONE


def trust(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        card = cards.trust(session, options.file, options.fingerprint)
        fallen = cards.fallen(session, card.fingerprint)
    data = _data(card)
    also = [_data(one) for one in fallen]
    text = "\n".join([_line(data), *(_because(printer, one) for one in fallen)])
    printer.answer(data | {"fallen": also}, text)
    return DONE


def revoke(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        done = card_revocations.revoke(session, options.card, options.reason, options.out)
    found = [_data(card) for card in (*done.cards, *done.fallen)]
    lines = [_line(_data(card)) for card in done.cards]
    lines += [_because(printer, card) for card in done.fallen]
    lines += [
        printer.text("Send {file} to all offices that trust it.", file=file) for file in done.files
    ]
    files = [str(file) for file in done.files]
    printer.answer({"cards": found, "files": files}, "\n".join(lines))
    for card in done.cards:
        if card.basis == "made" and not card.has_revocation:
            printer.aside(
                printer.text(
                    "No signed file can be made for the card {card}: an older version "
                    "renewed it. Call the offices that trust it.",
                    card=card.fingerprint,
                )
            )
    return DONE


def renew(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        data = _of_known(identity.renew(session))
    printer.answer(data, _line(data))
    return DONE


def listed(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = cards.listed(session)
    lines = [_because(printer, card) for card in found]
    printer.answer([_data(card) for card in found], "\n".join(lines))
    return DONE


def _data(card: cards.Card) -> dict[str, Any]:
    return asdict(card)


def _of_known(card: KnownCard) -> dict[str, Any]:
    return {
        "office": card.office,
        "fingerprint": card.fingerprint,
        "standing": cards.CardStatus.OWN.value,
        "valid_from": card.valid_from,
        "valid_until": card.valid_until,
    }


def _line(data: dict[str, Any]) -> str:
    until = data["valid_until"][:10]
    return f"{data['office']:12}  {data['fingerprint']}  {data['standing']:10}  {until}"


def _because(printer: Printer, card: cards.Card) -> str:
    """With what ended it."""
    line = _line(_data(card))
    if card.because:
        said = N_("No longer trusted because of {card}: compare it by phone.")
        return f"{line}  {printer.text(said, card=card.because)}"
    if card.renewed:
        said = N_("Renewed on {day} by {card}.")
        return f"{line}  {printer.text(said, day=card.renewed[:10], card=card.renewed_by)}"
    return line
