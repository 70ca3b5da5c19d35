"""A card says how it came to be believed: made here, compared by phone, or by the key before it.

Revision ID: 0014
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("basis", sa.TEXT, nullable=False, server_default="")
    op.add_column("card", column)
