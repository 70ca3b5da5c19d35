"""The user guide on disk, made from the help topics of the program.

python tools/user_guide.py            write docs/user-guide.md and docs/user-guide.fr.md
python tools/user_guide.py --check    exit 1 where they are not what the topics say
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "resources" / "help"
WRITTEN = {"en": ROOT / "docs" / "user-guide.md", "fr": ROOT / "docs" / "user-guide.fr.md"}
HEADS = {
    "en": (
        "# User guide\n\n"
        "These pages are also the help of the program: `F1` opens that of the page that is shown.\n"
        "What is typed at a command prompt stands in [The command line](command-line.md).\n"
    ),
    "fr": (
        "# Guide de l'utilisateur\n\n"
        "Ces pages sont aussi l'aide du logiciel\u202f: `F1` ouvre celle de la page affichée.\n"
        "Ce qui se tape en ligne de commande est dans [The command line](command-line.md).\n"
    ),
}


def guide(language: str) -> str:
    order = json.loads((SOURCES / "topics.json").read_text("utf-8"))
    texts = {key: (SOURCES / language / f"{key}.md").read_text("utf-8") for key in order}
    titles = {key: text.partition("\n")[0].removeprefix("# ") for key, text in texts.items()}
    contents = [f"- [{title}](#{_anchor(title)})" for title in titles.values()]
    parts = [HEADS[language], "\n".join(contents) + "\n"]
    for text in texts.values():
        lower = re.sub(r"^#", "##", text, flags=re.M)
        linked = re.sub(
            r"\]\(([\w-]+)\.md\)", lambda found: f"](#{_anchor(titles[found[1]])})", lower
        )
        parts.append(linked.replace("../../../docs/pictures/", "pictures/"))
    return "\n".join(parts)


def _anchor(heading: str) -> str:
    """As a host of git repositories makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def main(arguments: list[str]) -> int:
    stale = [path for language, path in WRITTEN.items() if _read(path) != guide(language)]
    if arguments == ["--check"]:
        print("\n".join(f"{path.name}: run python tools/user_guide.py" for path in stale))
        return 1 if stale else 0
    for language, path in WRITTEN.items():
        path.write_text(guide(language), "utf-8")
    return 0


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
