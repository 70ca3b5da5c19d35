"""Activities of an office.

Revision ID: 0019
Revises: 0018
"""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE activity ( owner INTEGER NOT NULL, title TEXT, activity_kind TEXT,
    activity_status TEXT, area TEXT, date_start TEXT, date_end TEXT, place TEXT, role TEXT,
    members TEXT, partners TEXT, languages TEXT, led_by TEXT, results_note TEXT, results_asked
    TEXT, messages INTEGER, participating INTEGER, controls INTEGER, asked_by TEXT,
    their_reference TEXT, received TEXT, received_by TEXT, due TEXT, due_basis TEXT, answered
    TEXT, answered_to TEXT, answered_by TEXT, feedback TEXT, training_form TEXT, officers
    INTEGER, administrations INTEGER, competency TEXT, meeting_type TEXT, members_invited
    INTEGER, members_present INTEGER, product_type TEXT, pages INTEGER, sent_to INTEGER, summary
    TEXT, outcome TEXT, programme TEXT, source TEXT, internal_note TEXT, not_known TEXT, PRIMARY
    KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX activity_by_activity_kind ON activity (activity_kind)
    """,
    """
    CREATE INDEX activity_by_activity_status ON activity (activity_status)
    """,
    """
    CREATE INDEX activity_by_area ON activity (area)
    """,
    """
    CREATE INDEX activity_by_programme ON activity (programme)
    """,
    """
    CREATE TABLE activity_phases ( owner INTEGER NOT NULL, line INTEGER NOT NULL, phase TEXT,
    start TEXT, "end" TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE activity_results ( owner INTEGER NOT NULL, line INTEGER NOT NULL, member TEXT,
    commodity TEXT, goods TEXT, quantity REAL, approximate INTEGER, unit TEXT, seizures INTEGER,
    value REAL, currency TEXT, value_basis TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE activity_returns ( owner INTEGER NOT NULL, line INTEGER NOT NULL, member TEXT,
    warnings INTEGER, feedback INTEGER, seizures INTEGER, pictures INTEGER, reported_on TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE activity_participants ( owner INTEGER NOT NULL, line INTEGER NOT NULL, member
    TEXT, officers INTEGER, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE activity_ratings ( owner INTEGER NOT NULL, line INTEGER NOT NULL, rating TEXT,
    count INTEGER, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE activity_cases ( owner INTEGER NOT NULL, line INTEGER NOT NULL, "case" TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX activity_cases_by_case ON activity_cases ("case")
    """,
    """
    CREATE TABLE activity_indicators ( owner INTEGER NOT NULL, line INTEGER NOT NULL, indicator
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX activity_indicators_by_indicator ON activity_indicators (indicator)
    """,
    """
    CREATE TABLE activity_action_items ( owner INTEGER NOT NULL, line INTEGER NOT NULL, item
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX activity_action_items_by_item ON activity_action_items (item)
    """,
    """
    CREATE TABLE activity_key_issues ( owner INTEGER NOT NULL, line INTEGER NOT NULL, issue
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX activity_key_issues_by_issue ON activity_key_issues (issue)
    """,
    """
    CREATE TABLE activity_products ( owner INTEGER NOT NULL, line INTEGER NOT NULL, product
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX activity_products_by_product ON activity_products (product)
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
