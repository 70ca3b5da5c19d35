"""What a published source gives of a piece, and fields of corrected facts.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


COLUMNS = (
    ("case_study", "procedure_inferred", sa.TEXT),
    ("case_study", "declared_value_approx", sa.INTEGER),
    ("case_study", "declared_value_note", sa.TEXT),
    ("case_study_goods", "value_each", sa.REAL),
    ("case_study_goods", "declared_description", sa.TEXT),
    ("case_study_goods", "sum_group", sa.TEXT),
    ("risk_indicator", "strength_basis", sa.TEXT),
    ("office", "host_since", sa.TEXT),
    ("office", "members_published", sa.INTEGER),
    ("office", "as_of", sa.TEXT),
    ("member", "region", sa.TEXT),
    ("member", "wco_member", sa.INTEGER),
    ("member", "wco_since", sa.TEXT),
    ("member", "former", sa.INTEGER),
    ("member", "membership_basis", sa.TEXT),
    ("obligation", "month_basis", sa.TEXT),
    ("obligation", "who_sets_the_day", sa.TEXT),
    ("obligation", "as_of", sa.TEXT),
    ("obligation", "confidence", sa.TEXT),
    ("obligation_occurrences", "status", sa.TEXT),
    ("obligation_occurrences", "as_of", sa.TEXT),
    ("obligation_occurrences", "confidence", sa.TEXT),
    ("obligation_occurrences", "remark", sa.TEXT),
)
LINES = """
    owner INTEGER NOT NULL, line INTEGER NOT NULL, {columns}, not_known TEXT,
    PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE
"""
TABLES = {
    "office_hosts": (
        "host_country", "host_city", "valid_from", "valid_to", "as_of", "confidence", "source",
        "remark",
    ),
    "risk_indicator_sources": (
        "source", "publisher", "source_grade", "grading_scheme", "source_use", "primary_source",
        "note",
    ),
    "risk_indicator_translations": (
        "language", "title", "statement", "legitimate_explanation", "translation_status",
    ),
}  # fmt: skip


def upgrade() -> None:
    for table, column, kind in COLUMNS:
        op.add_column(table, sa.Column(column, kind))
    for table, columns in TABLES.items():
        written = LINES.format(columns=", ".join(f"{column} TEXT" for column in columns))
        op.execute(f"CREATE TABLE {table} ( {written} ) WITHOUT ROWID")
    op.execute("CREATE INDEX member_by_region ON member (region)")
