"""By which of the receiver's rules a submission was judged, and the receiver's comments on it.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LINES = """
    CREATE TABLE submission_comments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record TEXT,
    reference TEXT, field TEXT, comment TEXT, "by" TEXT, "on" TEXT, not_known TEXT,
    PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    WITHOUT ROWID
    """


def upgrade() -> None:
    op.add_column("submission", sa.Column("acceptance", sa.TEXT))
    op.execute(LINES)
