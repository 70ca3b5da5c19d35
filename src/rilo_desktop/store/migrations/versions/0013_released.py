"""The content of a released submission never changes, whatever writes.

Revision ID: 0013
Revises: 0012
"""

from alembic import op

from rilo_desktop.store.released import TRIGGERS

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for sql in TRIGGERS.values():
        op.get_bind().exec_driver_sql(sql)
