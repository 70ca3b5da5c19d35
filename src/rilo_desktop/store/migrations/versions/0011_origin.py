"""Own numbers are those of an office: records of several offices may stand in one store.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WHERE = sa.text("local_ref IS NOT NULL")


def upgrade() -> None:
    op.add_column("record", sa.Column("origin", sa.TEXT))
    op.execute("UPDATE record SET origin = substr(reference, 1, instr(reference || '/', '/') - 1)")
    op.drop_index("record_local_ref", "record")
    columns = ["kind", "local_ref", "origin"]
    op.create_index("record_local_ref", "record", columns, unique=True, sqlite_where=WHERE)
