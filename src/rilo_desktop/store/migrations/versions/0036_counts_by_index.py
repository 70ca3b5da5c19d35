"""Indexes of filters tell empty from not known, and dates of lists have one.

Revision ID: 0036
Revises: 0035
"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

COLUMNS = {
    "action_item": "item_kind origin_type priority due progress",
    "action_plan": "period_from",
    "activity": "activity_kind activity_status area date_start programme",
    "case_study": "enforcement_area commodity date reporting_country conveyance outcome_status",
    "competency_rating": "competency as_of",
    "consultation": "closes",
    "contact_function": "member",
    "control": "member period_from",
    "office": "region",
    "member": "region confidence",
    "nil_return": "member period_from",
    "product": "product_type issued area",
    "programme": "role programme_status since",
    "questionnaire": "due",
    "questionnaire_answers": "period answered_on",
    "reported_count": "member year",
    "risk_indicator": "category stage scope strength lifecycle",
    "submission": "type date",
}
"""Table -> columns that lists count by."""


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns.split():
            op.execute(f"DROP INDEX IF EXISTS {table}_by_{column}")
            op.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column}, not_known)")
