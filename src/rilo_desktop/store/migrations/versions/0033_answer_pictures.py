"""Pictures that answer questions of a form.

Revision ID: 0033
Revises: 0032
"""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE questionnaire_answers_pictures ( owner INTEGER NOT NULL, line INTEGER NOT
    NULL, sha256 TEXT, caption TEXT, boxes TEXT, sanitised INTEGER, kept INTEGER, file TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row")
    ON DELETE CASCADE ) WITHOUT ROWID
    """


def upgrade() -> None:
    op.execute(TABLE)
