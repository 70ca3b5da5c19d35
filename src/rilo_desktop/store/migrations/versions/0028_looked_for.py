"""The day on which somebody looked for the other end of a link between indicator and case.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("risk_indicator", "case_study"):
        op.add_column(table, sa.Column("looked_for", sa.TEXT))
