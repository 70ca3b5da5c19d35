"""Keys that officers signed with before their passphrase was reset.

Revision ID: 0007
Revises: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FORMER_KEY = """
    CREATE TABLE former_key ( sign TEXT NOT NULL, until INTEGER NOT NULL,
    public_key BLOB NOT NULL, PRIMARY KEY (sign, until) ) WITHOUT ROWID
    """


def upgrade() -> None:
    op.execute(FORMER_KEY)
