"""`python -m bench [NAME ...]`; without a name: all. The names are those of PARTS."""

from __future__ import annotations

import importlib
import sys

from .measure import table

PARTS = {
    "save": "saving",
    "backup": "keeping",
    "search": "searching",
    "filters": "filters",
    "activity": "activities",
    "import": "importing",
    "table": "tables",
    "export": "exporting",
    "documents": "documents",
    "submitting": "submitting",
    "report": "reporting",
    "receiving": "receiving",
    "paint": "painting",
    "window": "window",
    "blocks": "blocks",
    "guard": "guard",
    "forms": "forms",
}


def main() -> int:
    asked = sys.argv[1:] or list(PARTS)
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"no part {', '.join(unknown)}; the parts are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    for name in asked:  # each tells at once: a part that fails takes no other's figures along
        print(f"== {name}", flush=True)
        print(table(importlib.import_module(f"bench.{PARTS[name]}").run()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
