"""Programmes and projects that an office takes part in.

Revision ID: 0020
Revises: 0019
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE programme ( owner INTEGER NOT NULL, title TEXT, led_by TEXT, about TEXT,
    name_basis TEXT, role TEXT, programme_status TEXT, since TEXT, until TEXT, contact_function
    TEXT, reports_due TEXT, next_report TEXT, next_report_basis TEXT, ionics_access INTEGER,
    ionics_since TEXT, incidents_reported INTEGER, source TEXT, internal_note TEXT, not_known
    TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE INDEX programme_by_programme_status ON programme (programme_status)
    """,
    """
    CREATE INDEX programme_by_role ON programme (role)
    """,
    """
    CREATE TABLE programme_contributions ( owner INTEGER NOT NULL, line INTEGER NOT NULL, date
    TEXT, text TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE programme_reported ( owner INTEGER NOT NULL, line INTEGER NOT NULL, system
    TEXT, day TEXT, "case" TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX programme_reported_by_case ON programme_reported ("case")
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
