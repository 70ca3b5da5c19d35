"""What the store gained between the releases 0.1.0 and 0.2.0.

Where it does more than add tables and columns:

- Own numbers are compared without case and what cannot be seen (`own_key`).
- Of a released submission nothing changes, whatever writes: triggers.
- The names of offices and obligations by language become one text in several languages.
- Evidence of an action item becomes lines; a due day that was inferred says so.
- The search index holds what a record shows, and is made anew from each newest revision. A record
  that cannot be read keeps an entry without words; the check of the store names it.

Revision ID: 0036
Revises: 0011
"""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from rilo_desktop.characters import own_key
from rilo_desktop.records.snapshots import from_snapshot
from rilo_desktop.store import search_words
from rilo_desktop.store.readable_records import BROKEN
from rilo_desktop.store.released import TRIGGERS

revision = "0036"
down_revision = "0011"
branch_labels = None
depends_on = None

COLUMNS = {
    "record": "own_key",
    "action_item": "due_basis outcome verify_by verification closed_sign verified_sign "
    "carried_from carried_to_text",
    "action_item_updates": "percent:INTEGER",
    "action_plan": "adopted_on last_meeting follows closed_on",
    "case_study": "procedure_inferred declared_value_approx:INTEGER declared_value_note looked_for",
    "case_study_goods": "value_each:REAL declared_description sum_group",
    "risk_indicator": "strength_basis looked_for",
    "office": "name host_since members_published:INTEGER as_of",
    "member": "region wco_member:INTEGER wco_since former:INTEGER membership_basis",
    "obligation": "name month_basis who_sets_the_day as_of confidence",
    "obligation_occurrences": "status as_of confidence remark",
    "submission": "year:INTEGER member",
    "submission_records": "attachments part",
}
"""Table -> columns that it gains; TEXT unless they say otherwise."""
# Frozen: as the descriptions made them.
TABLES = (
    """
    CREATE TABLE submission_answers ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record
    TEXT, reference TEXT, revision TEXT, field TEXT, data TEXT, digest TEXT, answer TEXT, sign
    TEXT, "on" TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product ( owner INTEGER NOT NULL, title TEXT, product_type TEXT, issued TEXT,
    summary TEXT, assessment TEXT, recommendations TEXT, source TEXT, not_known TEXT, valid_from
    TEXT, valid_to TEXT, area TEXT, question TEXT, limits TEXT, audience TEXT,
    analyst_confidence TEXT, internal_note TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE product_cases ( owner INTEGER NOT NULL, line INTEGER NOT NULL, "case" TEXT,
    note TEXT, not_known TEXT, revision TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE INDEX product_cases_by_case ON product_cases ("case")
    """,
    """
    CREATE TABLE office_hosts ( owner INTEGER NOT NULL, line INTEGER NOT NULL, host_country
    TEXT, host_city TEXT, valid_from TEXT, valid_to TEXT, as_of TEXT, confidence TEXT, source
    TEXT, remark TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE risk_indicator_sources ( owner INTEGER NOT NULL, line INTEGER NOT NULL, source
    TEXT, publisher TEXT, source_grade TEXT, grading_scheme TEXT, source_use TEXT,
    primary_source TEXT, note TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN
    KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE risk_indicator_translations ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    language TEXT, title TEXT, statement TEXT, legitimate_explanation TEXT, translation_status
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE reported_count ( owner INTEGER NOT NULL, member TEXT, year TEXT, not_reported
    INTEGER, as_of TEXT, source TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE reported_count_counts ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    commodity TEXT, detection TEXT, records INTEGER, complete INTEGER, median_days INTEGER,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE case_study_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name
    TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE risk_indicator_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    name TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE action_item_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name
    TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name TEXT,
    description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known TEXT,
    PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    WITHOUT ROWID
    """,
    """
    CREATE TABLE activity_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name
    TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE action_item_evidence ( owner INTEGER NOT NULL, line INTEGER NOT NULL, title
    TEXT, evidence_kind TEXT, reference TEXT, sha256 TEXT, text TEXT, not_known TEXT, PRIMARY
    KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
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
    "CREATE INDEX activity_indicators_by_indicator ON activity_indicators (indicator)",
    """
    CREATE TABLE activity_action_items ( owner INTEGER NOT NULL, line INTEGER NOT NULL, item
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX activity_action_items_by_item ON activity_action_items (item)",
    """
    CREATE TABLE activity_key_issues ( owner INTEGER NOT NULL, line INTEGER NOT NULL, issue
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX activity_key_issues_by_issue ON activity_key_issues (issue)",
    """
    CREATE TABLE activity_products ( owner INTEGER NOT NULL, line INTEGER NOT NULL, product
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX activity_products_by_product ON activity_products (product)",
    """
    CREATE TABLE programme ( owner INTEGER NOT NULL, title TEXT, led_by TEXT, about TEXT,
    name_basis TEXT, role TEXT, programme_status TEXT, since TEXT, until TEXT, contact_function
    TEXT, reports_due TEXT, next_report TEXT, next_report_basis TEXT, ionics_access INTEGER,
    ionics_since TEXT, incidents_reported INTEGER, source TEXT, internal_note TEXT, not_known
    TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
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
    """
    CREATE TABLE product_signs ( owner INTEGER NOT NULL, line INTEGER NOT NULL, sign TEXT,
    innocent TEXT, place TEXT, strength TEXT, indicator TEXT, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    "CREATE INDEX product_signs_by_indicator ON product_signs (indicator)",
    """
    CREATE TABLE product_steps ( owner INTEGER NOT NULL, line INTEGER NOT NULL, text TEXT, "by"
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_contacts ( owner INTEGER NOT NULL, line INTEGER NOT NULL, situation
    TEXT, function TEXT, soon TEXT, content TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_method ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name TEXT, note
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_route ( owner INTEGER NOT NULL, line INTEGER NOT NULL, role TEXT,
    country TEXT, place TEXT, mode TEXT, date TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE product_goods ( owner INTEGER NOT NULL, line INTEGER NOT NULL, description
    TEXT, category TEXT, hs TEXT, quantity REAL, quantity_approx INTEGER, unit TEXT, brand TEXT,
    right_type TEXT, health_risk TEXT, value REAL, value_each REAL, currency TEXT, value_basis
    TEXT, declared_description TEXT, sum_group TEXT, note TEXT, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE TABLE product_pictures ( owner INTEGER NOT NULL, line INTEGER NOT NULL, sha256 TEXT,
    caption TEXT, boxes TEXT, sanitised INTEGER, kept INTEGER, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE TABLE product_disseminations ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    function TEXT, office TEXT, day TEXT, why TEXT, use_reported TEXT, reported_on TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX product_disseminations_by_office ON product_disseminations (office)",
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
    "CREATE INDEX key_issue_indicators_by_indicator ON key_issue_indicators (indicator)",
    """
    CREATE TABLE key_issue_action_items ( owner INTEGER NOT NULL, line INTEGER NOT NULL, item
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX key_issue_action_items_by_item ON key_issue_action_items (item)",
    """
    CREATE TABLE key_issue_activities ( owner INTEGER NOT NULL, line INTEGER NOT NULL, activity
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX key_issue_activities_by_activity ON key_issue_activities (activity)",
    """
    CREATE TABLE key_issue_products ( owner INTEGER NOT NULL, line INTEGER NOT NULL, product
    TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX key_issue_products_by_product ON key_issue_products (product)",
    """
    CREATE TABLE competency_rating ( owner INTEGER NOT NULL, competency TEXT, level INTEGER,
    staff INTEGER, languages TEXT, can_help INTEGER, as_of TEXT, source TEXT, internal_note
    TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE )
    """,
    """
    CREATE TABLE contact_function ( owner INTEGER NOT NULL, function TEXT, member TEXT, covers
    TEXT, languages TEXT, channel TEXT, valid_from TEXT, valid_to TEXT, confirmed_on TEXT,
    not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE )
    """,
    """
    CREATE TABLE nil_return ( owner INTEGER NOT NULL, member TEXT, period_from TEXT, period_to
    TEXT, received TEXT, function TEXT, subject TEXT, not_known TEXT, PRIMARY KEY (owner),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE control ( owner INTEGER NOT NULL, indicator TEXT, member TEXT, period_from
    TEXT, period_to TEXT, controls INTEGER, finds INTEGER, note TEXT, source TEXT, not_known
    TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE obligation_announced ( owner INTEGER NOT NULL, line INTEGER NOT NULL, basis
    TEXT, day TEXT, month TEXT, source TEXT, entered_on TEXT, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE TABLE submission_messages ( owner INTEGER NOT NULL, line INTEGER NOT NULL, place
    TEXT, text TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX activity_by_date_end ON activity (date_end, date_start)",
    """
    CREATE TABLE questionnaire ( owner INTEGER NOT NULL, title TEXT, form_id TEXT, form_version
    TEXT, form_languages TEXT, question_count INTEGER, definition TEXT, definition_sha256 TEXT,
    asked_by TEXT, period TEXT, due TEXT, due_source TEXT, source TEXT, internal_note TEXT,
    not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE )
    """,
    """
    CREATE TABLE questionnaire_answers ( owner INTEGER NOT NULL, title TEXT, questionnaire TEXT,
    form_id TEXT, form_version TEXT, period TEXT, answered_on TEXT, internal_note TEXT,
    not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE )
    """,
    """
    CREATE TABLE questionnaire_answers_answers ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    path TEXT, value TEXT, state TEXT, remark TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE questionnaire_answers_attachments ( owner INTEGER NOT NULL, line INTEGER NOT
    NULL, name TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE questionnaire_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name
    TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE consultation ( owner INTEGER NOT NULL, title TEXT, asked_by TEXT, subject TEXT,
    opened TEXT, closes TEXT, closes_source TEXT, overall TEXT, source TEXT, internal_note TEXT,
    not_known TEXT, document TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE consultation_attachments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, name
    TEXT, description TEXT, tlp TEXT, size INTEGER, media_type TEXT, sha256 TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE consultation_comments ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    paragraph TEXT, office TEXT, position TEXT, comment TEXT, proposal TEXT, reason TEXT, weight
    TEXT, language TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    "CREATE INDEX consultation_comments_by_office ON consultation_comments (office)",
    """
    CREATE TABLE consultation_paragraphs ( owner INTEGER NOT NULL, line INTEGER NOT NULL, number
    TEXT, heading TEXT, text TEXT, position TEXT, comment TEXT, proposal TEXT, reason TEXT,
    weight TEXT, agreed TEXT, decision_by TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE questionnaire_answers_pictures ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    sha256 TEXT, caption TEXT, boxes TEXT, sanitised INTEGER, kept INTEGER, file TEXT, not_known
    TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE record_comment ( seq INTEGER NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,
    field TEXT NOT NULL, answers TEXT NOT NULL, author TEXT NOT NULL, time TEXT NOT NULL,
    operation INTEGER NOT NULL, salt BLOB NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL,
    changed INTEGER NOT NULL, PRIMARY KEY (seq), UNIQUE (id) )
    """,
    "CREATE INDEX record_comment_of_record ON record_comment (record, seq)",
    "CREATE INDEX record_comment_answers ON record_comment (answers, seq)",
    """
    CREATE INDEX record_comment_open ON record_comment (record, seq, author, id) WHERE state =
    'open' AND answers = ''
    """,
    "CREATE INDEX activity_by_activity_kind ON activity (activity_kind, not_known)",
    "CREATE INDEX activity_by_activity_status ON activity (activity_status, not_known)",
    "CREATE INDEX activity_by_area ON activity (area, not_known)",
    "CREATE INDEX activity_by_date_start ON activity (date_start, not_known)",
    "CREATE INDEX activity_by_programme ON activity (programme, not_known)",
    """
    CREATE INDEX competency_rating_by_competency ON competency_rating (competency, not_known)
    """,
    "CREATE INDEX competency_rating_by_as_of ON competency_rating (as_of, not_known)",
    "CREATE INDEX consultation_by_closes ON consultation (closes, not_known)",
    "CREATE INDEX contact_function_by_member ON contact_function (member, not_known)",
    "CREATE INDEX control_by_member ON control (member, not_known)",
    "CREATE INDEX control_by_period_from ON control (period_from, not_known)",
    "CREATE INDEX nil_return_by_member ON nil_return (member, not_known)",
    "CREATE INDEX nil_return_by_period_from ON nil_return (period_from, not_known)",
    "CREATE INDEX product_by_product_type ON product (product_type, not_known)",
    "CREATE INDEX product_by_issued ON product (issued, not_known)",
    "CREATE INDEX product_by_area ON product (area, not_known)",
    "CREATE INDEX programme_by_role ON programme (role, not_known)",
    "CREATE INDEX programme_by_programme_status ON programme (programme_status, not_known)",
    "CREATE INDEX programme_by_since ON programme (since, not_known)",
    "CREATE INDEX questionnaire_by_due ON questionnaire (due, not_known)",
    """
    CREATE INDEX questionnaire_answers_by_period ON questionnaire_answers (period, not_known)
    """,
    """
    CREATE INDEX questionnaire_answers_by_answered_on ON questionnaire_answers (answered_on,
    not_known)
    """,
    "CREATE INDEX reported_count_by_member ON reported_count (member, not_known)",
    "CREATE INDEX reported_count_by_year ON reported_count (year, not_known)",
)
INDEXES = (
    "CREATE INDEX record_own_key ON record (kind, own_key, origin) WHERE own_key IS NOT NULL",
    """
    CREATE INDEX record_as_listed ON record (kind, archived, dated, reference, workflow, tlp,
    office_code, language, not_known)
    """,
    "CREATE INDEX record_by_title ON record (kind, archived, title COLLATE NOCASE, reference)",
    "CREATE INDEX case_study_indicators_by_indicator ON case_study_indicators (indicator)",
    "CREATE INDEX action_item_by_item_kind ON action_item (item_kind, not_known)",
    "CREATE INDEX action_item_by_origin_type ON action_item (origin_type, not_known)",
    "CREATE INDEX action_item_by_priority ON action_item (priority, not_known)",
    "CREATE INDEX action_item_by_due ON action_item (due, not_known)",
    "CREATE INDEX action_item_by_progress ON action_item (progress, not_known)",
    "CREATE INDEX action_plan_by_period_from ON action_plan (period_from, not_known)",
    "CREATE INDEX case_study_by_enforcement_area ON case_study (enforcement_area, not_known)",
    "CREATE INDEX case_study_by_commodity ON case_study (commodity, not_known)",
    "CREATE INDEX case_study_by_date ON case_study (date, not_known)",
    """
    CREATE INDEX case_study_by_reporting_country ON case_study (reporting_country, not_known)
    """,
    "CREATE INDEX case_study_by_conveyance ON case_study (conveyance, not_known)",
    "CREATE INDEX case_study_by_outcome_status ON case_study (outcome_status, not_known)",
    "CREATE INDEX office_by_region ON office (region, not_known)",
    "CREATE INDEX member_by_region ON member (region, not_known)",
    "CREATE INDEX member_by_confidence ON member (confidence, not_known)",
    "CREATE INDEX risk_indicator_by_category ON risk_indicator (category, not_known)",
    "CREATE INDEX risk_indicator_by_stage ON risk_indicator (stage, not_known)",
    "CREATE INDEX risk_indicator_by_scope ON risk_indicator (scope, not_known)",
    "CREATE INDEX risk_indicator_by_strength ON risk_indicator (strength, not_known)",
    "CREATE INDEX risk_indicator_by_lifecycle ON risk_indicator (lifecycle, not_known)",
    "CREATE INDEX submission_by_type ON submission (type, not_known)",
    "CREATE INDEX submission_by_date ON submission (date, not_known)",
)
"""Of the tables of 0.1.0; one of the same name goes before."""
EVIDENCE = """
    INSERT INTO action_item_evidence (owner, line, title, text)
    SELECT owner, 1, substr(evidence, 1, 200), CASE WHEN length(evidence) > 200 THEN evidence END
    FROM action_item WHERE coalesce(evidence, '') <> ''
    """
INFERRED = """
    UPDATE action_item SET due_basis = 'inferred'
    WHERE coalesce(due, '') <> ''
    AND (derived = 1 OR instr(lower(coalesce(derived_note, '')), 'due date') > 0)
    """
NEWEST = (
    "SELECT record.row, content FROM record JOIN revision ON revision.id = record.revision "
    "WHERE record.row > ? AND content IS NOT NULL ORDER BY record.row LIMIT ?"
)
BATCH = 500
LANGUAGES = ("en", "fr")

Run = Callable[..., Any]


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    op.add_column("card", sa.Column("basis", sa.TEXT, nullable=False, server_default=""))
    for table, columns in COLUMNS.items():
        for column in columns.split():
            name, _, kind = column.partition(":")
            run(f"ALTER TABLE {table} ADD COLUMN {name} {kind or 'TEXT'}")
    for statement in TABLES:
        run(statement)
    _own_keys(run)
    _names(run)
    _action_items(run)
    for statement in INDEXES:
        run(f"DROP INDEX IF EXISTS {statement.split()[2]}")
        run(statement)
    for statement in TRIGGERS.values():
        run(statement)
    _search(run)


def _own_keys(run: Run) -> None:
    rows = run("SELECT row, local_ref FROM record WHERE local_ref IS NOT NULL").all()
    if rows:
        keys = [(own_key(number), row) for row, number in rows]
        run("UPDATE record SET own_key = ? WHERE row = ?", keys)


def _names(run: Run) -> None:
    for table in ("office", "obligation"):
        rows = run(f"SELECT owner, name_en, name_fr, not_known FROM {table}").all()
        for owner, *texts, listed in rows:
            named = {lang: text for lang, text in zip(LANGUAGES, texts, strict=True) if text}
            name = json.dumps(named, ensure_ascii=False) if named else None
            unknown = [one for one in json.loads(listed or "[]") if one[:5] != "name_"]
            values = (name, json.dumps(unknown) if unknown else None, owner)
            run(f"UPDATE {table} SET name = ?, not_known = ? WHERE owner = ?", values)
        for language in LANGUAGES:
            run(f"ALTER TABLE {table} DROP COLUMN name_{language}")


def _action_items(run: Run) -> None:
    run(EVIDENCE)
    run("UPDATE action_item SET carried_to_text = carried_to, carried_to = NULL")
    run(INFERRED)
    run("ALTER TABLE action_item DROP COLUMN evidence")
    run("ALTER TABLE action_plan RENAME COLUMN adopted_by TO adopting_meeting")


def _search(run: Run) -> None:
    run("INSERT INTO search(search) VALUES ('delete-all')")
    last = -1
    while batch := run(NEWEST, (last, BATCH)).fetchall():
        for row, content in batch:
            try:
                title, body = search_words.row(from_snapshot(json.loads(content)))
            except BROKEN:
                title = body = ""
            run("INSERT INTO search(rowid, title, body) VALUES (?, ?, ?)", (row, title, body))
        last = batch[-1][0]
