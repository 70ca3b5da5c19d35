"""Consultations, with their paragraphs and comments.

Revision ID: 0031
Revises: 0030
"""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE consultation ( owner INTEGER NOT NULL, title TEXT, asked_by TEXT, subject
    TEXT, opened TEXT, closes TEXT, closes_source TEXT, overall TEXT, source TEXT,
    internal_note TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE consultation_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    name TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE consultation_comments ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    paragraph TEXT, office TEXT, position TEXT, comment TEXT, proposal TEXT, reason TEXT,
    weight TEXT, language TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX consultation_comments_by_office ON consultation_comments (office)
    """,
    """
    CREATE TABLE consultation_paragraphs ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    number TEXT, heading TEXT, text TEXT, position TEXT, comment TEXT, proposal TEXT, reason TEXT,
    weight TEXT, agreed TEXT, decision_by TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
