"""Help topics of each language: their Markdown for the window, the same as blocks for paper.

A block is {"kind": "heading", "text", "item", "row" or "picture", "level": number, "runs": [...]}.
A run is [text, is_strong]; a row has a list of runs for each cell, and level 1 where it is a head.
An item of a numbered list has its number as level. A picture is {"kind", "name", "runs"}.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
BESIDE = "../../../docs/pictures/"
"""As a topic names them; the window knows a picture by its bare name."""
LANGUAGES = ("en", "fr")

Block = dict[str, Any]


def build(sources: Path, target: Path) -> None:
    order = json.loads((sources / "topics.json").read_text("utf-8"))
    (target / "pictures").mkdir(parents=True)
    for language in LANGUAGES:
        written = {path.stem for path in (sources / language).glob("*.md")}
        if written != set(order):
            raise ValueError(f"topics of {language}: {sorted(written ^ set(order))}")
        topics = [topic(sources / language / f"{key}.md") for key in order]
        text = json.dumps(topics, ensure_ascii=False, indent=1)
        (target / f"{language}.json").write_text(text, "utf-8")
        for block in (block for one in topics for block in one["blocks"]):
            if block["kind"] == "picture":
                shutil.copy2(PICTURES / block["name"], target / "pictures" / block["name"])


def topic(file: Path) -> dict[str, Any]:
    text = file.read_text("utf-8")
    title, *found = blocks(text)
    if (title["kind"], title["level"]) != ("heading", 1):
        raise ValueError(f"{file}: a topic begins with its title")
    shown = text.replace(BESIDE, "")
    return {"key": file.stem, "title": title["runs"][0][0], "text": shown, "blocks": found}


def blocks(text: str) -> list[Block]:
    """Raises ValueError for what a topic may not have: HTML, code blocks, quotations."""
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    return [block for node in root.children for block in _blocks(node)]


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield _block("heading", int(node.tag[1:]), node.children[0])
        case "paragraph":
            yield _block("text", 0, node.children[0])
        case "bullet_list" | "ordered_list":
            is_numbered = node.type == "ordered_list"
            for number, item in enumerate(node.children, 1):
                for part in item.children:
                    yield _block("item", number if is_numbered else -1, part.children[0])
        case "table":
            for part in node.children:
                for line in part.children:
                    cells = [list(_runs(cell.children[0])) for cell in line.children]
                    yield {"kind": "row", "level": int(part.type == "thead"), "runs": cells}
        case other:
            raise ValueError(f"a help topic has no {other}")


def _block(kind: str, level: int, inline: SyntaxTreeNode) -> Block:
    first = inline.children[0]
    if first.type == "image":
        name = Path(str(first.attrs["src"])).name
        return {"kind": "picture", "level": 0, "name": name, "runs": [[first.content, False]]}
    return {"kind": kind, "level": level, "runs": list(_runs(inline))}


def _runs(node: SyntaxTreeNode, strong: bool = False) -> Iterator[list[Any]]:
    for child in node.children:
        match child.type:
            case "text":
                yield [child.content, strong]
            case "code_inline":
                yield [child.content, True]
            case "softbreak":
                yield [" ", strong]
            case "strong" | "link":
                yield from _runs(child, strong or child.type == "strong")
            case other:
                raise ValueError(f"a help topic has no {other}")
