"""Cards of offices that this store believes, its own among them.

Revision ID: 0009
Revises: 0008
"""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CARD = """
    CREATE TABLE card ( fingerprint TEXT NOT NULL, office TEXT NOT NULL, content BLOB NOT NULL,
    own INTEGER NOT NULL, trusted TEXT NOT NULL, revoked TEXT NOT NULL, revocation BLOB NOT NULL,
    PRIMARY KEY (fingerprint) )
    """


def upgrade() -> None:
    op.execute(CARD)
