"""The index of a list has its order and its state: keys and counts are read from it alone.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("record_by_date", "record")
    op.create_index(
        "record_as_listed", "record", ["kind", "archived", "dated", "reference", "workflow"]
    )
