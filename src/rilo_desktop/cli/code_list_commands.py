"""Commands for the code lists of the office."""

from __future__ import annotations

import argparse
from typing import Any

from rilo_desktop.services.office import office_lists
from rilo_desktop.vocabularies import vocabulary, vocabulary_names

from .commands import DONE, opened
from .printing import Printer


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
    with opened(options) as session:
        made = office_lists.add(
            session, options.name, options.code, _labels(options), options.parent
        )
        said = vocabulary(made.list).label(made.code)
    printer.answer({"list": made.list, "code": made.code}, f"{made.code}  {said}")
    return DONE


def rename(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        office_lists.rename(session, options.name, options.code, _labels(options))
        said = vocabulary(options.name).label(options.code)
    printer.answer({"list": options.name, "code": options.code, "name": said}, said)
    return DONE


def remove(options: argparse.Namespace, printer: Printer) -> int:
    with opened(options) as session:
        office_lists.remove(session, options.name, options.code)
    printer.answer({"list": options.name, "code": options.code}, options.code)
    return DONE


def _labels(options: argparse.Namespace) -> dict[str, str]:
    return {"en": options.en, "fr": options.fr}
