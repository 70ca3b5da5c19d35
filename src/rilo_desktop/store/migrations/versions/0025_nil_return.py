"""Nil returns of members.

Revision ID: 0025
Revises: 0024
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE nil_return ( owner INTEGER NOT NULL, member TEXT, period_from TEXT, period_to
    TEXT, received TEXT, function TEXT, subject TEXT, not_known TEXT, PRIMARY KEY (owner),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX nil_return_by_member ON nil_return (member)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
