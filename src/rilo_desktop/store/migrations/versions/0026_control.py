"""Controls made because of an indicator.

Revision ID: 0026
Revises: 0025
"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE control ( owner INTEGER NOT NULL, indicator TEXT, member TEXT, period_from
    TEXT, period_to TEXT, controls INTEGER, finds INTEGER, note TEXT, source TEXT, not_known
    TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX control_by_member ON control (member)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
