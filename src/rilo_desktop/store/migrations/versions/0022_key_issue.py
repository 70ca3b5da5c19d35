"""Key issues, ranked each year.

Revision ID: 0022
Revises: 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE key_issue ( owner INTEGER NOT NULL, name TEXT, reason TEXT, offices TEXT, asked
    TEXT, dropped_in INTEGER, dropped_reason TEXT, source TEXT, internal_note TEXT, not_known
    TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE key_issue_ranks ( owner INTEGER NOT NULL, line INTEGER NOT NULL, year INTEGER,
    rank INTEGER, reason TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE key_issue_cases ( owner INTEGER NOT NULL, line INTEGER NOT NULL, "case" TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX key_issue_cases_by_case ON key_issue_cases ("case")
    """,
    """
    CREATE TABLE key_issue_indicators ( owner INTEGER NOT NULL, line INTEGER NOT NULL, indicator
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX key_issue_indicators_by_indicator ON key_issue_indicators (indicator)
    """,
    """
    CREATE TABLE key_issue_action_items ( owner INTEGER NOT NULL, line INTEGER NOT NULL, item
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX key_issue_action_items_by_item ON key_issue_action_items (item)
    """,
    """
    CREATE TABLE key_issue_activities ( owner INTEGER NOT NULL, line INTEGER NOT NULL, activity
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX key_issue_activities_by_activity ON key_issue_activities (activity)
    """,
    """
    CREATE TABLE key_issue_products ( owner INTEGER NOT NULL, line INTEGER NOT NULL, product
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX key_issue_products_by_product ON key_issue_products (product)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
