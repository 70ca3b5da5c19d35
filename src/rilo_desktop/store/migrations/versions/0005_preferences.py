"""What each officer chose: columns, saved views, the width of the preview.

Revision ID: 0005
Revises: 0004
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PREFERENCE = """
    CREATE TABLE preference ( officer TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (officer, name) ) WITHOUT ROWID
    """


def upgrade() -> None:
    op.execute(PREFERENCE)
