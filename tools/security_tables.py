"""The tables of roles, ways in and ways out in docs/security.md, made from the code.

python tools/security_tables.py            write them
python tools/security_tables.py --check    exit 1 where they are not what the code says
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rilo_desktop.file_kinds import EVERY, FOLDER, IMPORT, NOWHERE, FileKind
from rilo_desktop.services.office.session import Task
from rilo_desktop.services.office.ways_out import WAYS, WayOut
from rilo_desktop.vocabularies import vocabulary

PAGE = Path(__file__).resolve().parent.parent / "docs" / "security.md"
BEGIN = "<!-- tables: written by tools/security_tables.py -->\n"
END = "<!-- tables: end -->\n"


def tables() -> str:
    return "\n".join(
        (
            "### Who may do what\n",
            *_table(("task", *_roles()), map(_task, Task)),
            "\n### Ways in\n",
            *_table(
                ("file", "where it is taken", "known by", "read by", "largest"),
                map(_way_in, (*EVERY, FOLDER)),
            ),
            "\n### Ways out\n",
            *_table(
                ("what leaves", "who may", "guard", "label", "entry of the log"),
                map(_way_out, WAYS),
            ),
            "",
        )
    )


def _roles() -> tuple[str, ...]:
    return tuple(one.code for one in vocabulary("user_role"))


def _task(task: Task) -> Sequence[str]:
    return (task.value, *("yes" if role in task.roles else "" for role in _roles()))


def _way_in(kind: FileKind) -> Sequence[str]:
    starts = [f"first bytes `{ascii(start)[2:-1]}`" for start in kind.starts]
    formats = [f"the JSON of a `{name}`" for name in kind.formats]
    if kind.looks:
        starts.append("how its first bytes look")
    return (
        _name(kind),
        kind.place,
        ", ".join(starts + formats) or "its name",
        _reader(kind),
        _size(kind),
    )


def _name(kind: FileKind) -> str:
    if kind is FOLDER:
        return "folder of `rilo export-all`"
    return " ".join(kind.suffixes) or "XML of Excel 2003, under any name"


def _size(kind: FileKind) -> str:
    if not kind.largest or kind.place == NOWHERE:
        return "–"
    larger = f"; record by record {kind.streamed:,}" if kind.streamed else ""
    return f"{kind.largest:,} bytes{larger}"


def _reader(kind: FileKind) -> str:
    if kind.place == NOWHERE:
        return "nothing: it is said what to do"
    if kind.reader:
        return f"the limited child, `{kind.reader}`"
    if kind.place == IMPORT:
        return "the limited child, tables"
    return "strict JSON, size asked first" if kind.formats else "what its signature covers, alone"


def _way_out(way: WayOut) -> Sequence[str]:
    roles = (
        "everybody"
        if way.roles >= Task.READ.roles
        else ", ".join(role for role in _roles() if role in way.roles)
    )
    return (
        way.what,
        roles,
        f"{way.guard.value}: {way.unread}" if way.unread else way.guard.value,
        f"none: {way.unlabelled}" if way.unlabelled else "yes",
        f"none: {way.unlogged}" if way.unlogged else f"`{way.action}`",
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _line(heads)
    yield _line(["---"] * len(heads))
    yield from map(_line, rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def page(text: str) -> str:
    """The page with today's tables in it."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{tables()}{END}{after}"


def main(arguments: list[str]) -> int:
    text = PAGE.read_text("utf-8")
    made = page(text)
    if arguments == ["--check"]:
        if made != text:
            print(f"{PAGE.name}: run python tools/security_tables.py")
        return int(made != text)
    PAGE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
