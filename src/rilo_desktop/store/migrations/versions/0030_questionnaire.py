"""Questionnaires, and the answers of offices to them.

Revision ID: 0030
Revises: 0029
"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE questionnaire ( owner INTEGER NOT NULL, title TEXT, form_id TEXT,
    form_version TEXT, form_languages TEXT, question_count INTEGER, definition TEXT,
    definition_sha256 TEXT, asked_by TEXT, period TEXT, due TEXT, due_source TEXT, source
    TEXT, internal_note TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE questionnaire_answers ( owner INTEGER NOT NULL, title TEXT, questionnaire
    TEXT, form_id TEXT, form_version TEXT, period TEXT, answered_on TEXT, internal_note
    TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX questionnaire_answers_by_period ON questionnaire_answers (period)
    """,
    """
    CREATE TABLE questionnaire_answers_answers ( owner INTEGER NOT NULL, line INTEGER NOT
    NULL, path TEXT, value TEXT, state TEXT, remark TEXT, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    WITHOUT ROWID
    """,
    """
    CREATE TABLE questionnaire_answers_attachments ( owner INTEGER NOT NULL, line INTEGER
    NOT NULL, name TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE questionnaire_attachments ( owner INTEGER NOT NULL, line INTEGER NOT
    NULL, name TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
