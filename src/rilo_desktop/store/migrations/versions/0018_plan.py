"""The action plan in depth: evidence as lines, closing in steps, items that go on in the next plan.

The texts of older items move as `records.snapshot_upgrades` moves them.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

EVIDENCE = """
CREATE TABLE action_item_evidence ( owner INTEGER NOT NULL, line INTEGER NOT NULL, title TEXT,
evidence_kind TEXT, reference TEXT, sha256 TEXT, text TEXT, not_known TEXT, PRIMARY KEY (owner,
line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
"""
MOVED = """
INSERT INTO action_item_evidence (owner, line, title, text)
SELECT owner, 1, substr(evidence, 1, 200), CASE WHEN length(evidence) > 200 THEN evidence END
FROM action_item WHERE coalesce(evidence, '') <> ''
"""
INFERRED = """
UPDATE action_item SET due_basis = 'inferred'
WHERE coalesce(due, '') <> ''
  AND (derived = 1 OR instr(lower(coalesce(derived_note, '')), 'due date') > 0)
"""
ITEM = (
    *("due_basis", "outcome", "verify_by", "verification", "closed_sign", "verified_sign"),
    *("carried_from", "carried_to_text"),
)


def upgrade() -> None:
    for name in ITEM:
        op.add_column("action_item", sa.Column(name, sa.TEXT))
    op.execute(EVIDENCE)
    op.execute(MOVED)
    op.execute("UPDATE action_item SET carried_to_text = carried_to, carried_to = NULL")
    op.execute(INFERRED)
    op.execute("ALTER TABLE action_item DROP COLUMN evidence")
    op.add_column("action_item_updates", sa.Column("percent", sa.INTEGER))
    op.execute("ALTER TABLE action_plan RENAME COLUMN adopted_by TO adopting_meeting")
    for name in ("adopted_on", "last_meeting", "follows", "closed_on"):
        op.add_column("action_plan", sa.Column(name, sa.TEXT))
