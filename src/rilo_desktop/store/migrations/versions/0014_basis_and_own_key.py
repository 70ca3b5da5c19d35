"""A card says why it is believed; own numbers are compared without case and what cannot be seen.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from rilo_desktop.characters import own_key

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WHERE = sa.text("own_key IS NOT NULL")


def upgrade() -> None:
    op.add_column("card", sa.Column("basis", sa.TEXT, nullable=False, server_default=""))
    op.add_column("record", sa.Column("own_key", sa.TEXT))
    run = op.get_bind().exec_driver_sql
    rows = run("SELECT row, local_ref FROM record WHERE local_ref IS NOT NULL").all()
    for row, number in rows:
        run("UPDATE record SET own_key = ? WHERE row = ?", (own_key(number), row))
    columns = ["kind", "own_key", "origin"]
    op.create_index("record_own_key", "record", columns, sqlite_where=WHERE)
