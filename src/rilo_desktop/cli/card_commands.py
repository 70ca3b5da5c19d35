"""Commands on cards of offices: export, trust, revoke, renew, list."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from rilo_desktop.exchange.cards import KnownCard
from rilo_desktop.services import cards, identity

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
        _tell(printer, cards.trust(session, options.file, options.fingerprint))
    return DONE


def revoke(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        _tell(printer, cards.revoke(session, options.card, options.reason, options.out))
    return DONE


def renew(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        data = _of_known(identity.renew(session))
    printer.answer(data, _line(data))
    return DONE


def listed(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = [_data(card) for card in cards.listed(session)]
    printer.answer(found, "\n".join(_line(data) for data in found))
    return DONE


def _tell(printer: Printer, card: cards.Card) -> None:
    data = _data(card)
    printer.answer(data, _line(data))


def _data(card: cards.Card) -> dict[str, Any]:
    return asdict(card)


def _of_known(card: KnownCard) -> dict[str, Any]:
    return {
        "office": card.office,
        "fingerprint": card.fingerprint,
        "standing": cards.Standing.OWN.value,
        "valid_from": card.valid_from,
        "valid_until": card.valid_until,
    }


def _line(data: dict[str, Any]) -> str:
    until = data["valid_until"][:10]
    return f"{data['office']:12}  {data['fingerprint']}  {data['standing']:8}  {until}"
