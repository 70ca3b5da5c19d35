"""Keep a small store of today's schema for the tests of migration.

    python tools/fixture_store.py [FOLDER]      else tests/fixtures/stores

Run it once after a migration was written, before the next one: a test fails while the newest schema
has no store. It uses what every version of the program had, so that it runs in older ones too.
A schema that was passed by has the newest store before it, brought to that schema.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rilo_desktop.records import ActionItem, CaseStudy, GoodsLine, ProgressUpdate, RouteLeg
from rilo_desktop.store import OfficerEntry, found
from rilo_desktop.store.engine import connect
from rilo_desktop.store.keys import DATABASE
from rilo_desktop.store.migrate import upgrade
from rilo_desktop.store.schema import head, known_schemas
from rilo_desktop.store.unlocking import unlock

PASSPHRASE = "a passphrase of the first officer"
PICTURE = b"a picture"
PICTURE_NAME = hashlib.sha256(PICTURE).hexdigest()
STORES = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "stores"


class Clock:
    now = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def main() -> None:
    stores = Path(sys.argv[1]) if len(sys.argv) > 1 else STORES
    for schema in known_schemas()[:-1]:
        if not (stores / schema).exists():
            bring_up(stores, schema)
    folder = stores / head()
    officer = OfficerEntry("AP-01", "Head of RILO", "head")
    made = found(folder, "AP", officer, PASSPHRASE, clock=Clock())
    with made.store as store:
        case = CaseStudy(
            id="case",
            local_ref="CS-1",
            title="Tablets in a container, من الميناء",
            date="2026-03",
            goods=(GoodsLine(description="Tablets"), GoodsLine(description="Phones")),
            route=(RouteLeg(role="origin", country="CN"), RouteLeg(role="seizure", country="FJ")),
            modus_operandi="Hidden behind " + "many words that fill more than one page " * 200,
        )
        item = ActionItem(id="item", local_ref="AI-1", title="Write to all members")
        with store.unit("edit") as unit:
            (case, item) = unit.write([case, item])
        with store.unit("edit") as unit:
            thread = (ProgressUpdate(date="2026-04-01", entry="Written"),)
            unit.write([replace(case, title="Tablets, changed"), replace(item, updates=thread)])
        with store.unit("edit") as unit:
            unit.write_attachment(PICTURE_NAME, "image/png", "a.png", PICTURE)
        with store.reading() as reading:
            revisions = [revision.id for revision in reading.revisions.all()]
            last = len(list(reading.log.all()))
    (folder / "expected.json").write_text(
        json.dumps({"revisions": revisions, "operations": last}, indent=1), "utf-8"
    )
    (folder / "keys-copy.json").unlink()


def bring_up(stores: Path, schema: str) -> None:
    """A copy of the newest store before the schema, migrated as far as that."""
    older = max(path for path in stores.iterdir() if path.name < schema)
    made = stores / schema
    shutil.copytree(older, made)
    raw = connect(made / DATABASE, unlock(made, PASSPHRASE).secret.store_key)
    upgrade(raw, schema)
    raw.execute("VACUUM")
    raw.close()


if __name__ == "__main__":
    main()
