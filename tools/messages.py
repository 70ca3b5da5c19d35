"""Keep the message catalogues complete.

    python tools/messages.py            extract all messages; update messages.pot and each .po
    python tools/messages.py --check    exit 1 where they do not match the sources, or a
                                        translation is missing or has other {placeholders}

Messages are the literal texts of calls named text, tr, N_, _ and plural, the labels, hints and help
of the record descriptions, and the titles of the code lists. English is the key.
"""

from __future__ import annotations

import ast
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rilo_desktop"
LANGUAGE = ROOT / "resources" / "language"
TEMPLATE = LANGUAGE / "messages.pot"

ONE_MESSAGE = {"text", "tr", "N_", "_"}
TWO_FORMS = {"plural"}
DESCRIBED = "records"
"""The room whose `text("Title")` declares a field: read from the descriptions instead."""

Message: TypeAlias = str | tuple[str, str]
"""One text, or the forms for one and for many."""


class NotLiteral(ValueError):
    """A message that is put together where it is used, so that nobody can translate it."""


def messages() -> list[Message]:
    """Every message of the program; a plural takes the place of the same text alone."""
    found: set[Message] = {*_described(), *_list_titles()}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in ("assets", DESCRIBED):
            found.update(_in_file(path))
    with_plural = {message[0] for message in found if isinstance(message, tuple)}
    return sorted(found - with_plural - {""}, key=_id_of)


def _in_file(path: Path) -> Iterator[Message]:
    tree = ast.parse(path.read_text("utf-8"), str(path))
    foreign = _foreign(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = _name(node.func)
            if _root(node.func) in foreign:
                continue
            try:
                if name in ONE_MESSAGE:
                    yield from _literals(node.args[0])
                elif name in TWO_FORMS and len(node.args) > 1:
                    pairs = zip(*map(_literals, node.args[:2]), strict=True)
                    yield from pairs
            except NotLiteral as problem:
                where = path.relative_to(ROOT).as_posix()
                raise NotLiteral(f"{where}:{node.lineno}: {problem}") from None


def _foreign(tree: ast.AST) -> set[str]:
    """Names from other packages: SQLAlchemy has a `text` of its own."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not _is_ours(node))
        for alias in node.names
    }


def _is_ours(imported: ast.ImportFrom) -> bool:
    return imported.level > 0 or str(imported.module).startswith("rilo_desktop")


def _root(called: ast.expr) -> str:
    """The name that a call begins with: `sa` of `sa.text("...")`."""
    while isinstance(called, ast.Attribute | ast.Call):
        called = called.func if isinstance(called, ast.Call) else called.value
    return called.id if isinstance(called, ast.Name) else ""


def _name(called: ast.expr) -> str:
    """`tr(...)`, `printer.text(...)` and `catalogue(language).text(...)` alike."""
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _literals(node: ast.expr) -> list[str]:
    """The texts an argument may be; a variable holds one that is marked elsewhere."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp():
            return _literals(node.body) + _literals(node.orelse)
        case ast.JoinedStr():
            raise NotLiteral("an f-string cannot be translated: use {names} and give their values")
        case ast.BinOp() if any(isinstance(part, ast.Constant) for part in ast.walk(node)):
            raise NotLiteral("a joined text cannot be translated: write one whole message")
    return []


def _described() -> Iterator[str]:
    """Labels, plurals, hints and help, as the records and their lines describe themselves."""
    from rilo_desktop.records import class_of, fields_of, kinds

    for kind in kinds().values():
        yield from (kind.label, kind.plural)
        for section in kind.sections:
            yield from (section.label, section.hint)
        waiting = [class_of(kind.code)]
        while waiting:
            for about in fields_of(waiting.pop()).values():
                yield from (about.label, about.help)
                if about.lines:
                    waiting.append(about.lines)


def _list_titles() -> Iterator[str]:
    """Findings name the list that a code is not in."""
    from rilo_desktop.vocabularies import vocabulary, vocabulary_names

    return (vocabulary(name).title() for name in vocabulary_names())


# The files: no dates and no line numbers, so that a change shows what changed


def template(found: list[Message]) -> bytes:
    return _written(_catalog(found))


def updated(old: Catalog, found: list[Message]) -> bytes:
    """The translations that are still asked for; new messages wait empty, others go."""
    new = _catalog(found, str(old.locale))
    for message in found:
        known = old.get(_id_of(message))
        fits = known is not None and isinstance(known.string, str) == isinstance(message, str)
        if known is not None and fits:
            new[_id_of(message)].string = known.string
            new[_id_of(message)].user_comments = known.user_comments
            new[_id_of(message)].flags |= known.flags & {"fuzzy"}
    return _written(new)


def _catalog(found: list[Message], locale: str | None = None) -> Catalog:
    catalog = Catalog(locale=locale)
    for message in found:
        added = catalog.add(message)
        added.flags.clear()
    return catalog


def _written(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    return _header(str(catalog.locale or "")).encode() + b"\n" + body.getvalue().strip() + b"\n"


def _header(language: str) -> str:
    lines = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"]
    lines.append("Content-Transfer-Encoding: 8bit")
    if language:
        forms = get_plural(language)
        lines += [f"Language: {language}", f"Plural-Forms: {forms.plural_forms}"]
    head = "# Messages of RILO Desktop. Written by tools/messages.py; translations are ours.\n"
    quoted = "".join(f'"{line}\\n"\n' for line in lines)
    return f'{head}msgid ""\nmsgstr ""\n{quoted}'


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


# What can be wrong


def problems() -> list[str]:
    """One line for each thing that keeps the catalogues from being complete."""
    found = messages()
    wrong = [_stale(TEMPLATE)] if _bytes(TEMPLATE) != template(found) else []
    for path in sorted(LANGUAGE.glob("*.po")):
        catalog = read(path)
        if _bytes(path) != updated(catalog, found):
            wrong.append(_stale(path))
        wrong += (f"{path.name}: {fault}" for fault in faults(catalog, found))
    return wrong


def faults(catalog: Catalog, found: list[Message]) -> Iterator[str]:
    """Messages this catalogue does not translate, or with other {placeholders}."""
    for message in found:
        known = catalog.get(_id_of(message))
        said = _forms(known.string or "") if known is not None else ()
        if known is None or known.fuzzy or not all(said):
            yield f"not translated: {_id_of(message)!r}"
        elif {placeholders(form) for form in said} != {placeholders(_forms(message)[-1])}:
            yield f"other placeholders than in English: {_id_of(message)!r}"


def placeholders(text: str) -> frozenset[str]:
    """Names of the values a text takes; a brace that nothing closes is a name of its own."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError as problem:
        return frozenset({str(problem)})


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _id_of(message: Message) -> str:
    return message if isinstance(message, str) else message[0]


def _bytes(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b""


def _stale(path: Path) -> str:
    return f"{path.name} does not match the sources: run python tools/messages.py"


def update() -> None:
    found = messages()
    TEMPLATE.write_bytes(template(found))
    for path in sorted(LANGUAGE.glob("*.po")):
        catalog = read(path)
        path.write_bytes(updated(catalog, found))
        missing = sum(1 for fault in faults(catalog, found))
        print(f"{path.name}: {len(found)} messages, {missing} to translate")


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["--check"]:
            wrong = problems()
            print("\n".join(wrong) or "All messages are translated.")
            return 1 if wrong else 0
        if arguments:
            print(__doc__)
            return 2
        update()
    except NotLiteral as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
