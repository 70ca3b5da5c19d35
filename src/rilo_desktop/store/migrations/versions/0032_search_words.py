"""The search index holds what a record shows: labels of codes, dates, HS codes, Chinese words.

It is made anew from the newest revision of each record, of whatever shape. A record that cannot be
read keeps an entry without words; the check of the store names it.

Revision ID: 0032
Revises: 0031
"""

import json

from alembic import op

from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.store import search_words
from rilo_desktop.store.readable_records import BROKEN

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

BATCH = 500
NEWEST = (
    "SELECT record.row, content FROM record JOIN revision ON revision.id = record.revision "
    "WHERE record.row > ? AND content IS NOT NULL ORDER BY record.row LIMIT ?"
)


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run("INSERT INTO search(search) VALUES ('delete-all')")
    last = -1
    while batch := run(NEWEST, (last, BATCH)).fetchall():
        for row, content in batch:
            try:
                title, body = search_words.row(from_snapshot(json.loads(content)))
            except BROKEN:
                title = body = ""
            run("INSERT INTO search(rowid, title, body) VALUES (?, ?, ?)", (row, title, body))
        last = batch[-1][0]
