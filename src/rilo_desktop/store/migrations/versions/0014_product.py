"""Analysis products, with the cases that they are made from.

Revision ID: 0014
Revises: 0013
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE product ( owner INTEGER NOT NULL, title TEXT, product_type TEXT, issued TEXT,
    summary TEXT, assessment TEXT, recommendations TEXT, source TEXT, not_known TEXT,
    PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX product_by_product_type ON product (product_type)
    """,
    """
    CREATE TABLE product_cases ( owner INTEGER NOT NULL, line INTEGER NOT NULL, "case" TEXT,
    note TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX product_cases_by_case ON product_cases ("case")
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
