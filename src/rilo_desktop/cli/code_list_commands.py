"""Commands for the code lists of the office."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from rilo_desktop.characters import visible
from rilo_desktop.language import N_
from rilo_desktop.services.office import office_lists
from rilo_desktop.services.receiving import list_packs
from rilo_desktop.services.receiving.list_packs import CodeChange, LookedPack
from rilo_desktop.vocabularies import vocabulary, vocabulary_names

from .commands import DONE, opened
from .printing import Printer
from .sending_commands import printed_refusals


def show(options: argparse.Namespace, printer: Printer) -> int:
    """All lists, or the codes of one."""
    with opened(options) as session:
        own = {(one.list, one.code) for one in office_lists.entries(session)}
        if options.name:
            listed = office_lists.listed_named(options.name)
            data: list[dict[str, Any]] = [
                {
                    "code": item.code,
                    "labels": dict(item.labels),
                    "parent": item.parent,
                    "provisional": item.provisional,
                    "office": item.office,
                    "changed": (listed.name, item.code) in own,
                }
                for item in listed
            ]
            lines = [
                f"{one['code']}  {listed.label(one['code'])}{'  *' if one['changed'] else ''}"
                for one in data
            ]
        else:
            data = [
                {
                    "list": name,
                    "title": listed.title(),
                    "codes": len(listed),
                    "extendable": listed.extendable,
                    "changed": sum(of == name for of, _ in own),
                }
                for name in vocabulary_names()
                for listed in (vocabulary(name),)
            ]
            lines = [
                f"{one['list']}  {one['title']}  {one['codes']}{'  +' if one['extendable'] else ''}"
                for one in data
            ]
    printer.answer(data, "\n".join(lines))
    return DONE


def add(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session, printed_refusals(printer):
        made = office_lists.add(
            session, options.name, options.code, _labels(options), options.parent, _answers(options)
        )
        said = vocabulary(made.list).label(made.code)
    printer.answer({"list": made.list, "code": made.code}, f"{made.code}  {said}")
    return DONE


def rename(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session, printed_refusals(printer):
        office_lists.rename(
            session, options.name, options.code, _labels(options), _answers(options)
        )
        said = vocabulary(options.name).label(options.code)
    printer.answer({"list": options.name, "code": options.code, "name": said}, said)
    return DONE


def remove(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        office_lists.remove(session, options.name, options.code)
    printer.answer({"list": options.name, "code": options.code}, options.code)
    return DONE


def sign(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session, printed_refusals(printer):
        made = list_packs.sign(
            session, options.out, options.pack, options.source, _answers(options)
        )
    data = {
        "name": made.name,
        "title": made.title,
        "codes": len(made.entries),
        "file": str(options.out),
    }
    printer.answer(data, f"{made.title}: {options.out}")
    return DONE


def take(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        looked = list_packs.look(session, options.file, options.trust)
        if not options.dry_run:
            list_packs.take(session, looked, options.trust, options.older, options.changed)
        lines = _looked(looked, printer)
    pack = looked.pack
    data: dict[str, Any] = {
        "office": pack.office,
        "name": pack.name,
        "title": pack.title,
        "issued": pack.issued,
        "source": pack.source,
        "fingerprint": looked.fingerprint,
        "status": looked.status,
        "dry_run": options.dry_run,
        "changes": [
            {
                "what": one.what.value,
                "list": one.list,
                "code": one.code,
                "before": dict(one.before),
                "after": dict(one.after),
                "records": one.records,
            }
            for one in looked.changes
        ],
    }
    printer.answer(data, "\n".join(lines))
    printer.note([looked.used] if looked.used else [])
    return DONE


_SAID: Mapping[CodeChange, str] = {
    CodeChange.NEW: N_("new"),
    CodeChange.CHANGED: N_("called otherwise"),
    CodeChange.RETIRED: N_("not offered any more"),
}


def _looked(looked: LookedPack, printer: Printer) -> list[str]:
    """What is the same is only counted."""
    pack = looked.pack
    lines = [
        visible(f"{pack.title}  {pack.office}  {pack.issued}  {pack.source}", lines=False),
        looked.fingerprint,
    ]
    for one in looked.changes:
        if one.what is not CodeChange.SAME:
            said = [one.before.get("en", ""), one.after.get("en", "")]
            names = visible(" -> ".join(name for name in said if name), lines=False)
            lines.append(f"{printer.text(_SAID[one.what])}  {one.list}  {one.code}  {names}")
    lines.append(printer.text("{count} the same", count=looked.count(CodeChange.SAME)))
    return lines


def back(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        now = list_packs.take_back(session, options.office)
    name, title = (now.name, now.title) if now else ("", "")
    data = {"office": options.office, "name": name, "title": title}
    printer.answer(data, title or options.office)
    return DONE


def taken(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        found = list_packs.taken(session)
    data = [
        {
            "office": one.pack.office,
            "name": one.pack.name,
            "title": one.pack.title,
            "issued": one.pack.issued,
            "source": one.pack.source,
            "codes": len(one.pack.entries),
            "fingerprint": one.card,
        }
        for one in found
    ]
    lines = [f"{o['office']}  {o['title']}  {o['issued']}  {o['codes']}" for o in data]
    printer.answer(data, "\n".join(lines))
    return DONE


def _answers(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    return [(name, field, text) for name, field, text in options.answers]


def _labels(options: argparse.Namespace) -> dict[str, str]:
    return {"en": options.en, "fr": options.fr}
