"""Files of any kind attached to records, and which of them a submission takes along.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("case_study", "risk_indicator", "action_item", "product", "activity")


def upgrade() -> None:
    for table in TABLES:
        op.execute(
            f"CREATE TABLE {table}_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, "
            "name TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, "
            "not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record "
            '("row") ON DELETE CASCADE ) WITHOUT ROWID'
        )
    op.add_column("submission_records", sa.Column("attachments", sa.TEXT))
