"""Why what the guard against personal data found in a submission may leave the office.

Revision ID: 0015
Revises: 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LINES = """
    CREATE TABLE submission_answers ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record TEXT,
    reference TEXT, revision TEXT, field TEXT, data TEXT, digest TEXT, answer TEXT, sign TEXT,
    "on" TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """


def upgrade() -> None:
    op.execute(LINES)
