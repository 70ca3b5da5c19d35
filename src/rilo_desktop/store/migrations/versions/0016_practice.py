"""Counts that members reported to the network, which a practice year brings.

That an office is one for practice needs no column: its code says it, and never changes.

Revision ID: 0016
Revises: 0015
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE reported_count ( owner INTEGER NOT NULL, member TEXT, year TEXT,
    not_reported INTEGER, as_of TEXT, source TEXT, not_known TEXT, PRIMARY KEY (owner),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX reported_count_by_member ON reported_count (member)
    """,
    """
    CREATE TABLE reported_count_counts ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    commodity TEXT, detection TEXT, records INTEGER, complete INTEGER, median_days INTEGER,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row")
    ON DELETE CASCADE ) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
