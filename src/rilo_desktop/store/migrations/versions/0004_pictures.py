"""What leaves of a picture: its covered parts, and the cleaned copies.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_study_pictures", sa.Column("boxes", sa.TEXT))
    op.add_column("case_study_pictures", sa.Column("kept", sa.INTEGER))
    op.add_column("submission_records", sa.Column("pictures", sa.TEXT))
    op.create_table(
        "picture_copy",
        sa.Column("original", sa.TEXT, primary_key=True),
        sa.Column("recipe", sa.TEXT, primary_key=True),
        sa.Column("sha256", sa.TEXT, nullable=False),
        sa.Column("width", sa.INTEGER, nullable=False),
        sa.Column("height", sa.INTEGER, nullable=False),
        sa.Column("content", sa.BLOB, nullable=False),
        sa.Column("thumbnail", sa.BLOB, nullable=False),
    )
    op.create_index("picture_copy_by_hash", "picture_copy", ["sha256"])
