"""Announced days of obligations, and what answers them.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


MESSAGES = """
    CREATE TABLE submission_messages ( owner INTEGER NOT NULL, line INTEGER NOT NULL, place TEXT,
    text TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """


ANNOUNCED = """
    CREATE TABLE obligation_announced ( owner INTEGER NOT NULL, line INTEGER NOT NULL, basis TEXT,
    day TEXT, month TEXT, source TEXT, entered_on TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """


def upgrade() -> None:
    op.execute(ANNOUNCED)
    op.add_column("submission", sa.Column("year", sa.INTEGER))
    op.add_column("submission", sa.Column("member", sa.TEXT))
    op.add_column("submission_records", sa.Column("part", sa.TEXT))
    op.execute(MESSAGES)
