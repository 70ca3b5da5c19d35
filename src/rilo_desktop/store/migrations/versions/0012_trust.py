"""What the store keeps for trust, and what its lists count by index.

- Of a released submission nothing changes, whatever writes: triggers.
- A card says why it is believed.
- Own numbers are compared without case and what cannot be seen.
- Why what the guard against personal data found may leave: lines of a submission.
- The index of a list has what its filters count too, titles have their order, and the cases of an
  indicator are found by one.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from rilo_desktop.characters import own_key
from rilo_desktop.store.released import TRIGGERS

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

LISTED = ["kind", "archived", "dated", "reference"]
COUNTED = ["workflow", "tlp", "office_code", "language", "not_known"]
ANSWERS = """
    CREATE TABLE submission_answers ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record TEXT,
    reference TEXT, revision TEXT, field TEXT, data TEXT, digest TEXT, answer TEXT, sign TEXT,
    "on" TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    op.add_column("card", sa.Column("basis", sa.TEXT, nullable=False, server_default=""))
    op.execute(ANSWERS)
    op.add_column("record", sa.Column("own_key", sa.TEXT))
    rows = run("SELECT row, local_ref FROM record WHERE local_ref IS NOT NULL").all()
    if rows:
        keys = [(own_key(number), row) for row, number in rows]
        run("UPDATE record SET own_key = ? WHERE row = ?", keys)
    where = sa.text("own_key IS NOT NULL")
    op.create_index("record_own_key", "record", ["kind", "own_key", "origin"], sqlite_where=where)
    op.drop_index("record_as_listed", "record")
    op.create_index("record_as_listed", "record", LISTED + COUNTED)
    title = sa.text("title COLLATE NOCASE")
    op.create_index("record_by_title", "record", ["kind", "archived", title, "reference"])
    op.create_index("case_study_indicators_by_indicator", "case_study_indicators", ["indicator"])
    for sql in TRIGGERS.values():
        run(sql)
