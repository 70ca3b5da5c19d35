"""Competencies of offices.

Revision ID: 0023
Revises: 0022
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE competency_rating ( owner INTEGER NOT NULL, competency TEXT, level INTEGER,
    staff INTEGER, languages TEXT, can_help INTEGER, as_of TEXT, source TEXT, internal_note
    TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE )
    """,
    """
    CREATE INDEX competency_rating_by_competency ON competency_rating (competency)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
