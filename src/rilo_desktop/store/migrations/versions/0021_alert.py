"""What an alert or a bulletin says beside its text, and to whom it went.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COLUMNS = (
    "valid_from",
    "valid_to",
    "area",
    "question",
    "limits",
    "audience",
    "analyst_confidence",
    "internal_note",
)
TABLES = (
    """
    CREATE TABLE product_signs ( owner INTEGER NOT NULL, line INTEGER NOT NULL, sign TEXT,
    innocent TEXT, place TEXT, strength TEXT, indicator TEXT, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE INDEX product_signs_by_indicator ON product_signs (indicator)
    """,
    """
    CREATE TABLE product_steps ( owner INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT,
    "by" TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_contacts ( owner INTEGER NOT NULL, line INTEGER NOT NULL, situation
    TEXT, function TEXT, soon TEXT, content TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_method ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name TEXT,
    note TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_route ( owner INTEGER NOT NULL, line INTEGER NOT NULL, role TEXT,
    country TEXT, place TEXT, mode TEXT, date TEXT, not_known TEXT, PRIMARY KEY (owner,
    line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_goods ( owner INTEGER NOT NULL, line INTEGER NOT NULL, description
    TEXT, category TEXT, hs TEXT, quantity REAL, quantity_approx INTEGER, unit TEXT, brand
    TEXT, right_type TEXT, health_risk TEXT, value REAL, value_each REAL, currency TEXT,
    value_basis TEXT, declared_description TEXT, sum_group TEXT, note TEXT, not_known TEXT,
    PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    WITHOUT ROWID
    """,
    """
    CREATE TABLE product_pictures ( owner INTEGER NOT NULL, line INTEGER NOT NULL, sha256
    TEXT, caption TEXT, boxes TEXT, sanitised INTEGER, kept INTEGER, not_known TEXT, PRIMARY
    KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    WITHOUT ROWID
    """,
    """
    CREATE TABLE product_disseminations ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    function TEXT, office TEXT, day TEXT, why TEXT, use_reported TEXT, reported_on TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row")
    ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX product_disseminations_by_office ON product_disseminations (office)
    """,
)


def upgrade() -> None:
    for name in COLUMNS:
        op.add_column("product", sa.Column(name, sa.TEXT))
    op.create_index("product_by_area", "product", ["area"])
    op.add_column("product_cases", sa.Column("revision", sa.TEXT))
    for statement in TABLES:
        op.execute(statement)
