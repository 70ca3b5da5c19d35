"""Keep the message catalogues complete.

    python tools/messages.py            extract all messages; update each .po
    python tools/messages.py --check    exit 1 where they do not match the sources, or a
                                        translation is missing or has other {placeholders}
    python tools/messages.py --count    what each of the six languages has, and what falls back

Messages are the literal texts of calls named text, tr, N_, NC_, _ and plural, what the command line
says of its arguments, the labels, hints and help of the record descriptions, and the titles of the
code lists. English is the key; NC_ adds a context (msgctxt). A .po names the files of each
message, and what translators must know: which field or heading it is, and comments
`# Translators: ...` above the call.
"""

from __future__ import annotations

import ast
import io
import json
import string
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from rilo_desktop.language.catalogue import CONTEXT_ENDS, NC_

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rilo_desktop"
LANGUAGE = ROOT / "resources" / "language"
OBLIGATIONS = "resources/catalogue/obligations.json"

ONE_MESSAGE = {"text", "tr", "N_", "_"}
TWO_FORMS = {"plural"}
IN_CONTEXT = {"NC_"}
HELP = {"help", "description", "epilog"}
"""Of a call that adds to a parser of arguments."""
ADDED = {"command": 2, "_command": 2, "_of_item": 2, "add_argument_group": 0}
"""Functions that do, and which argument is a text."""
REMARK = "# Translators: "
COMMANDS = "cli"
DESCRIBED = "records"
"""The room whose `text("Title")` declares a field: read from the descriptions instead."""

Message: TypeAlias = str | tuple[str, str]
"""One text, or the forms for one and for many. A context stands before the text and U+0004."""


@dataclass
class Origin:
    """Where a message is used, and what translators must know of it."""

    files: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)


class NotLiteral(ValueError):
    """A message that is put together where it is used, so that nobody can translate it."""


@cache
def messages() -> Mapping[Message, Origin]:
    """Every message of the program; a plural takes the place of the same text alone.

    Read once in a process, since it takes seconds.
    """
    found: dict[Message, Origin] = {}
    for message, file, comment in (*_described(), *_list_titles(), *_obligations(), *_in_sources()):
        origin = found.setdefault(message, Origin())
        origin.files.add(file)
        origin.comments |= {comment} - {""}
    for message in [message for message in found if isinstance(message, tuple)]:
        if alone := found.pop(message[0], None):
            found[message].files |= alone.files
            found[message].comments |= alone.comments
    found.pop("", None)
    return {message: found[message] for message in sorted(found, key=_id_of)}


Found: TypeAlias = tuple[Message, str, str]
"""A message, the file that has it, and a comment for translators or ""."""


def _in_sources() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        if path.relative_to(SOURCE).parts[0] not in ("assets", DESCRIBED):
            file = path.relative_to(ROOT).as_posix()
            lines = path.read_text("utf-8").splitlines()
            for message, line in _in_file(path):
                above = lines[line - 2].strip() if line > 1 else ""
                yield message, file, above.removeprefix(REMARK) if REMARK in above else ""


def _in_file(path: Path) -> Iterator[tuple[Message, int]]:
    """Messages and the lines of their calls."""
    tree = ast.parse(path.read_text("utf-8"), str(path))
    foreign = _foreign(tree)
    is_parser = SOURCE / COMMANDS in path.parents
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and is_parser:
            yield from ((text, node.lineno) for text in _help(node))
        if isinstance(node, ast.Call) and node.args:
            name = _name(node.func)
            if _root(node.func) in foreign:
                continue
            try:
                if name in ONE_MESSAGE:
                    yield from ((text, node.lineno) for text in _literals(node.args[0]))
                elif name in IN_CONTEXT:
                    contexts = zip(*map(_literals, node.args[:2]), strict=True)
                    yield from ((NC_(*pair), node.lineno) for pair in contexts)
                elif name in TWO_FORMS and len(node.args) > 1:
                    pairs = zip(*map(_literals, node.args[:2]), strict=True)
                    yield from ((pair, node.lineno) for pair in pairs)
            except NotLiteral as problem:
                where = path.relative_to(ROOT).as_posix()
                raise NotLiteral(f"{where}:{node.lineno}: {problem}") from None


def _help(call: ast.Call) -> Iterator[str]:
    """What help says of a command or an argument."""
    name = _name(call.func)
    for keyword in call.keywords:
        if keyword.arg in HELP:
            yield from _literals(keyword.value)
    if name in ADDED and len(call.args) > ADDED[name]:
        yield from _literals(call.args[ADDED[name]])


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


def _described() -> Iterator[Found]:
    """Labels, plurals, hints and help, as the records and their lines describe themselves."""
    from rilo_desktop.records import class_of, fields_of, record_types

    for kind in record_types().values():
        file = _module_file(class_of(kind.code))
        yield kind.label, file, "name of a record type"
        yield kind.plural, file, "name of a record type, plural"
        for section in kind.sections:
            yield section.label, file, "heading of a part of a form"
            yield section.hint, file, "hint below the heading of a part of a form"
        waiting = [class_of(kind.code)]
        while waiting:
            described = waiting.pop()
            file = _module_file(described)
            for name, about in fields_of(described).items():
                yield about.label, file, f"label of the field {name}"
                yield about.help, file, f"help of the field {name}"
                if about.lines:
                    waiting.append(about.lines)


def _module_file(described: type) -> str:
    return f"src/{described.__module__.replace('.', '/')}.py"


def _list_titles() -> Iterator[Found]:
    """Findings name the list that a code is not in."""
    from rilo_desktop.vocabularies import vocabulary, vocabulary_names

    for name in vocabulary_names():
        yield vocabulary(name).title(), "resources/vocabularies", f"title of the code list {name}"


def _obligations() -> Iterator[Found]:
    """What the shipped obligations say in words: what is due, and to whom."""
    rows = json.loads((ROOT / OBLIGATIONS).read_text("utf-8"))["obligations"]
    for row in rows:
        for name in ("what_is_due", "recipient"):
            yield row.get(name, ""), OBLIGATIONS, f"{name} of an obligation of the reporting year"


# The files: no dates and no line numbers, so that a change shows what changed


def updated(old: Catalog, found: Mapping[Message, Origin]) -> bytes:
    """The translations that are still asked for; new messages wait empty, others go."""
    new = _catalog(found, str(old.locale))
    for message in found:
        known = _in(old, message)
        fits = known is not None and isinstance(known.string, str) == isinstance(message, str)
        entry = _in(new, message)
        if known is not None and fits and entry is not None:
            entry.string = known.string
            entry.user_comments = known.user_comments
            entry.flags |= known.flags & {"fuzzy"}
    return _written(new)


def _in(catalog: Catalog, message: Message) -> Entry | None:
    context, text = _parted(message)
    return catalog.get(text if isinstance(text, str) else text[0], context)


def _parted(message: Message) -> tuple[str | None, Message]:
    """Its context and its text; plural messages have no context."""
    if isinstance(message, str) and CONTEXT_ENDS in message:
        context, _, text = message.partition(CONTEXT_ENDS)
        return context, text
    return None, message


def _catalog(found: Mapping[Message, Origin], locale: str | None = None) -> Catalog:
    catalog = Catalog(locale=locale)
    for message, origin in found.items():
        context, text = _parted(message)
        added = catalog.add(
            text,
            context=context,
            locations=[(file, 1) for file in sorted(origin.files)],
            auto_comments=sorted(origin.comments),
        )
        added.flags.clear()
    return catalog


def _written(catalog: Catalog) -> bytes:
    body = io.BytesIO()
    write_po(body, catalog, width=100, include_lineno=False, omit_header=True, sort_output=True)
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
    wrong: list[str] = []
    for path in sorted(LANGUAGE.glob("*.po")):
        catalog = read(path)
        if _bytes(path) != updated(catalog, found):
            wrong.append(_stale(path))
        wrong += (f"{path.name}: {fault}" for fault in faults(catalog, found))
    return wrong


def faults(catalog: Catalog, found: Iterable[Message]) -> Iterator[str]:
    """Messages this catalogue does not translate, or with other {placeholders}."""
    for message in found:
        known = _in(catalog, message)
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


def counted() -> Iterator[str]:
    """One line for each language: messages, labels of codes and titles of lists that it has."""
    from build_language import LANGUAGES
    from rilo_desktop.vocabularies import vocabulary, vocabulary_names

    found = messages()
    lists = [vocabulary(name) for name in vocabulary_names()]
    labels = [item.labels for one in lists for item in one]
    titles = [one.titles for one in lists]
    for language in LANGUAGES:
        path = LANGUAGE / f"{language}.po"
        missing = 0 if language == "en" else len(found)
        if path.exists():
            missing = sum(1 for _ in faults(read(path), found))
        have = [
            f"{language}: {len(found) - missing} of {len(found)} messages",
            *(
                f"{sum(1 for names in all_ if names.get(language))} of {len(all_)} {what}"
                for all_, what in ((labels, "labels of codes"), (titles, "titles of lists"))
            ),
        ]
        yield ", ".join(have)


def _bytes(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.exists() else b""


def _stale(path: Path) -> str:
    return f"{path.name} does not match the sources: run python tools/messages.py"


def update() -> None:
    found = messages()
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
        if arguments == ["--count"]:
            print("\n".join(counted()))
            return 0
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
