"""Names of offices and obligations are one text in several languages.

Revision ID: 0013
Revises: 0012
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LANGUAGES = ("en", "fr")


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    for table in ("office", "obligation"):
        op.add_column(table, sa.Column("name", sa.TEXT))
        rows = run(f"SELECT owner, name_en, name_fr, not_known FROM {table}").all()
        for owner, *texts, listed in rows:
            named = {lang: text for lang, text in zip(LANGUAGES, texts, strict=True) if text}
            name = json.dumps(named, ensure_ascii=False) if named else None
            unknown = [one for one in json.loads(listed or "[]") if one[:5] != "name_"]
            values = (name, json.dumps(unknown) if unknown else None, owner)
            run(f"UPDATE {table} SET name = ?, not_known = ? WHERE owner = ?", values)
        for language in LANGUAGES:
            run(f"ALTER TABLE {table} DROP COLUMN name_{language}")
