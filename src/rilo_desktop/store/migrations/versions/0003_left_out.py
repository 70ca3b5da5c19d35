"""What a submission left out, why, and whether its records were picked by hand.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LINES = """
    CREATE TABLE submission_left_out ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record TEXT,
    reference TEXT, reason TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """


def upgrade() -> None:
    op.add_column("submission", sa.Column("picked", sa.INTEGER))
    op.execute(LINES)
