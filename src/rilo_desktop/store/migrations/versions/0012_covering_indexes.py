"""The index of a list has what its filters count too, and titles have their order.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ORDER = ["kind", "archived", "dated", "reference"]
COUNTED = ["workflow", "tlp", "office_code", "language", "not_known"]


def upgrade() -> None:
    op.drop_index("record_as_listed", "record")
    op.create_index("record_as_listed", "record", ORDER + COUNTED)
    title = sa.text("title COLLATE NOCASE")
    op.create_index("record_by_title", "record", ["kind", "archived", title, "reference"])
