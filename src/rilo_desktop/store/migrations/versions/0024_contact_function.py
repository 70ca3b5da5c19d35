"""Contact functions of members and offices.

Revision ID: 0024
Revises: 0023
"""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE contact_function ( owner INTEGER NOT NULL, function TEXT, member TEXT, covers
    TEXT, languages TEXT, channel TEXT, valid_from TEXT, valid_to TEXT, confirmed_on TEXT,
    not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE )
    """,
    """
    CREATE INDEX contact_function_by_member ON contact_function (member)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
