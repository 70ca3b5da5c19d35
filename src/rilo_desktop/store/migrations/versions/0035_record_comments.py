"""Comments of colleagues on records.

Revision ID: 0035
Revises: 0034
"""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
    CREATE TABLE record_comment ( seq INTEGER NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,
    field TEXT NOT NULL, answers TEXT NOT NULL, author TEXT NOT NULL, time TEXT NOT NULL,
    operation INTEGER NOT NULL, salt BLOB NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL,
    changed INTEGER NOT NULL, PRIMARY KEY (seq), UNIQUE (id) )
    """,
    "CREATE INDEX record_comment_of_record ON record_comment (record, seq)",
    "CREATE INDEX record_comment_answers ON record_comment (answers, seq)",
    """
    CREATE INDEX record_comment_open ON record_comment (record, seq, author, id)
    WHERE state = 'open' AND answers = ''
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
