"""What came into a year is asked along its last day.

Revision ID: 0029
Revises: 0028
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("activity_by_date_end", "activity", ["date_end", "date_start"])
