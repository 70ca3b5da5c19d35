"""What waits is found without a look at every record.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "record_in_review",
        "record",
        ["workflow"],
        sqlite_where=sa.text("workflow = 'in_review'"),
    )
    op.create_index(
        "record_by_review_date",
        "record",
        ["review_date"],
        sqlite_where=sa.text("review_date IS NOT NULL"),
    )
