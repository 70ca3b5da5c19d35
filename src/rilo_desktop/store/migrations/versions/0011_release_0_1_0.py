"""The schema of the first release, 0.1.0.

Revision ID: 0011
Revises:
"""

from alembic import op

revision = "0011"
down_revision = None
branch_labels = None
depends_on = None

# Frozen. Later changes are later revisions.
STATEMENTS = (
    """
    CREATE TABLE attachment ( sha256 TEXT NOT NULL, media_type TEXT NOT NULL, name TEXT NOT
    NULL, content BLOB NOT NULL, PRIMARY KEY (sha256) )
    """,
    """
    CREATE TABLE counter ( kind TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (kind, year) )
    """,
    """
    CREATE TABLE log ( seq INTEGER NOT NULL, time TEXT NOT NULL, officer TEXT NOT NULL, device
    TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL, revisions TEXT NOT NULL, previous
    TEXT NOT NULL, hash TEXT NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (seq) )
    """,
    """
    CREATE TABLE officer ( sign TEXT NOT NULL, function TEXT NOT NULL, role TEXT NOT NULL,
    public_key BLOB NOT NULL, added TEXT NOT NULL, removed TEXT, PRIMARY KEY (sign) )
    """,
    """
    CREATE TABLE record ( "row" INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
    reference TEXT NOT NULL, local_ref TEXT, title TEXT NOT NULL, dated TEXT NOT NULL, workflow
    TEXT NOT NULL, archived INTEGER NOT NULL, office_code TEXT, language TEXT, tlp TEXT, caveats
    TEXT, review_date TEXT, not_known TEXT, revision TEXT NOT NULL, number INTEGER NOT NULL,
    origin TEXT, PRIMARY KEY ("row"), UNIQUE (id), UNIQUE (reference) )
    """,
    """
    CREATE TABLE revision ( seq INTEGER NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL, kind
    TEXT NOT NULL, schema INTEGER NOT NULL, number INTEGER NOT NULL, parents TEXT NOT NULL,
    author TEXT NOT NULL, time TEXT NOT NULL, device TEXT NOT NULL, operation INTEGER NOT NULL,
    digest TEXT NOT NULL, salt BLOB, content TEXT, signature BLOB NOT NULL, PRIMARY KEY (seq),
    UNIQUE (id) )
    """,
    "CREATE INDEX revision_of_operation ON revision (operation)",
    "CREATE INDEX revision_of_record ON revision (record, seq)",
    "CREATE TABLE setting ( name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name) )",
    """
    CREATE TABLE action_item ( owner INTEGER NOT NULL, title TEXT, item_kind TEXT, "plan" TEXT,
    challenges TEXT, strategic_objective TEXT, origin_type TEXT, origin_meeting TEXT,
    origin_date TEXT, agenda_item TEXT, paragraph TEXT, objective TEXT, action TEXT, deliverable
    TEXT, purpose TEXT, indicator_name TEXT, baseline REAL, target REAL, current REAL,
    indicator_unit TEXT, lead TEXT, supporting TEXT, secretariat_focal TEXT, priority TEXT,
    start TEXT, due TEXT, revised_due TEXT, revised_reason TEXT, next_report TEXT, progress
    TEXT, status_as_of TEXT, percent INTEGER, obstacles TEXT, support_requested TEXT, depends_on
    TEXT, evidence TEXT, closed_on TEXT, closed_by TEXT, verified_on TEXT, verified_by TEXT,
    carried_to TEXT, source TEXT, derived INTEGER, derived_note TEXT, internal_note TEXT,
    not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE
    CASCADE )
    """,
    "CREATE INDEX action_item_by_item_kind ON action_item (item_kind)",
    "CREATE INDEX action_item_by_origin_type ON action_item (origin_type)",
    "CREATE INDEX action_item_by_priority ON action_item (priority)",
    "CREATE INDEX action_item_by_progress ON action_item (progress)",
    """
    CREATE TABLE action_item_updates ( owner INTEGER NOT NULL, line INTEGER NOT NULL, date TEXT,
    entry TEXT, progress TEXT, "by" TEXT, decision INTEGER, not_known TEXT, PRIMARY KEY (owner,
    line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE action_plan ( owner INTEGER NOT NULL, title TEXT, period_from TEXT, period_to
    TEXT, adopted_by TEXT, summary TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner)
    REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE case_study ( owner INTEGER NOT NULL, title TEXT, enforcement_area TEXT,
    commodity TEXT, summary TEXT, background TEXT, novelty TEXT, significance TEXT, date TEXT,
    date_end TEXT, date_precision TEXT, date_basis TEXT, date_note TEXT, reporting_country TEXT,
    member_unnamed INTEGER, office_basis TEXT, location_type TEXT, location_place TEXT,
    conveyance TEXT, conveyance_subtype TEXT, procedure TEXT, consignments INTEGER, value_total
    REAL, value_currency TEXT, value_basis TEXT, authenticity TEXT, modus_operandi TEXT,
    concealment_category TEXT, concealment_text TEXT, packaging TEXT, declared_description TEXT,
    declared_value REAL, declared_currency TEXT, platform_type TEXT, ad_channel TEXT, payment
    TEXT, delivery_model TEXT, ecommerce_note TEXT, detection_method TEXT, detection_equipment
    TEXT, outcome_status TEXT, outcome_text TEXT, cooperation TEXT, cooperation_countries TEXT,
    operation_name TEXT, lessons TEXT, recommendations TEXT, source TEXT, source_more TEXT,
    data_conflicts TEXT, cen_refs TEXT, reported_ionics INTEGER, reported_pics INTEGER,
    source_grade TEXT, grading_scheme TEXT, analyst_confidence TEXT, internal_note TEXT,
    not_known TEXT, gross_weight REAL, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES record
    ("row") ON DELETE CASCADE )
    """,
    "CREATE INDEX case_study_by_commodity ON case_study (commodity)",
    "CREATE INDEX case_study_by_conveyance ON case_study (conveyance)",
    "CREATE INDEX case_study_by_enforcement_area ON case_study (enforcement_area)",
    "CREATE INDEX case_study_by_outcome_status ON case_study (outcome_status)",
    "CREATE INDEX case_study_by_reporting_country ON case_study (reporting_country)",
    """
    CREATE TABLE case_study_goods ( owner INTEGER NOT NULL, line INTEGER NOT NULL, description
    TEXT, category TEXT, hs TEXT, quantity REAL, quantity_approx INTEGER, unit TEXT, brand TEXT,
    right_type TEXT, health_risk TEXT, value REAL, currency TEXT, value_basis TEXT, note TEXT,
    not_known TEXT, PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON
    DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE case_study_indicators ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    indicator TEXT, strength TEXT, moment TEXT, evidence TEXT, not_known TEXT, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE TABLE case_study_pictures ( owner INTEGER NOT NULL, line INTEGER NOT NULL, sha256
    TEXT, caption TEXT, sanitised INTEGER, not_known TEXT, boxes TEXT, kept INTEGER, PRIMARY KEY
    (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE TABLE case_study_route ( owner INTEGER NOT NULL, line INTEGER NOT NULL, role TEXT,
    country TEXT, place TEXT, mode TEXT, date TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE case_study_translations ( owner INTEGER NOT NULL, line INTEGER NOT NULL,
    language TEXT, title TEXT, summary TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN
    KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE challenge ( owner INTEGER NOT NULL, title TEXT, challenge TEXT, "plan" TEXT,
    statement TEXT, solution TEXT, source TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN
    KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE member ( owner INTEGER NOT NULL, country TEXT, as_of TEXT, valid_from TEXT,
    valid_to TEXT, confidence TEXT, basis TEXT, source TEXT, not_known TEXT, PRIMARY KEY
    (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    "CREATE INDEX member_by_confidence ON member (confidence)",
    """
    CREATE TABLE member_contacts ( owner INTEGER NOT NULL, line INTEGER NOT NULL, function TEXT,
    channel TEXT, valid_from TEXT, valid_to TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE obligation ( owner INTEGER NOT NULL, name_en TEXT, name_fr TEXT, frequency
    TEXT, pattern TEXT, month INTEGER, lead_days INTEGER, what_is_due TEXT, recipient TEXT,
    basis TEXT, source TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE )
    """,
    """
    CREATE TABLE obligation_occurrences ( owner INTEGER NOT NULL, line INTEGER NOT NULL, session
    TEXT, start TEXT, "end" TEXT, source TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE office ( owner INTEGER NOT NULL, name_en TEXT, name_fr TEXT, host_city TEXT,
    host_country TEXT, region TEXT, since TEXT, valid_from TEXT, valid_to TEXT, confidence TEXT,
    source TEXT, remark TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN KEY(owner) REFERENCES
    record ("row") ON DELETE CASCADE )
    """,
    "CREATE INDEX office_by_region ON office (region)",
    """
    CREATE TABLE office_contacts ( owner INTEGER NOT NULL, line INTEGER NOT NULL, function TEXT,
    channel TEXT, valid_from TEXT, valid_to TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE risk_indicator ( owner INTEGER NOT NULL, category TEXT, title TEXT, statement
    TEXT, where_seen TEXT, stage TEXT, applies_to_modes TEXT, applies_to_areas TEXT,
    applies_to_commodities TEXT, applies_to_procedures TEXT, scope TEXT, strength TEXT,
    rationale TEXT, combination TEXT, legitimate_explanation TEXT, lifecycle TEXT, valid_from
    TEXT, valid_to TEXT, basis TEXT, basis_note TEXT, source TEXT, source_grade TEXT,
    grading_scheme TEXT, internal_note TEXT, not_known TEXT, PRIMARY KEY (owner), FOREIGN
    KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    "CREATE INDEX risk_indicator_by_category ON risk_indicator (category)",
    "CREATE INDEX risk_indicator_by_lifecycle ON risk_indicator (lifecycle)",
    "CREATE INDEX risk_indicator_by_scope ON risk_indicator (scope)",
    "CREATE INDEX risk_indicator_by_stage ON risk_indicator (stage)",
    "CREATE INDEX risk_indicator_by_strength ON risk_indicator (strength)",
    """
    CREATE TABLE risk_indicator_results ( owner INTEGER NOT NULL, line INTEGER NOT NULL, period
    TEXT, controls INTEGER, hits INTEGER, note TEXT, not_known TEXT, PRIMARY KEY (owner, line),
    FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE submission ( owner INTEGER NOT NULL, title TEXT, type TEXT, purpose TEXT,
    addressee TEXT, date TEXT, document_language TEXT, revision_number INTEGER, supersedes TEXT,
    "where" TEXT, content_hash TEXT, prepared_sign TEXT, prepared_function TEXT, justification
    TEXT, office_of_one INTEGER, not_known TEXT, picked INTEGER, acceptance TEXT, PRIMARY KEY
    (owner), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    """,
    "CREATE INDEX submission_by_type ON submission (type)",
    """
    CREATE TABLE submission_decisions ( owner INTEGER NOT NULL, line INTEGER NOT NULL, decision
    TEXT, sign TEXT, function TEXT, "on" TEXT, reason TEXT, not_known TEXT, PRIMARY KEY (owner,
    line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE submission_records ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record
    TEXT, reference TEXT, revision TEXT, number INTEGER, not_known TEXT, pictures TEXT, PRIMARY
    KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT
    ROWID
    """,
    """
    CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0", prefix='2 3')
    """,
    """
    CREATE TABLE submission_left_out ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record
    TEXT, reference TEXT, reason TEXT, not_known TEXT, PRIMARY KEY (owner, line), FOREIGN
    KEY(owner) REFERENCES record ("row") ON DELETE CASCADE ) WITHOUT ROWID
    """,
    """
    CREATE TABLE picture_copy ( original TEXT NOT NULL, recipe TEXT NOT NULL, sha256 TEXT NOT
    NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, content BLOB NOT NULL, thumbnail BLOB
    NOT NULL, PRIMARY KEY (original, recipe) )
    """,
    "CREATE INDEX picture_copy_by_hash ON picture_copy (sha256)",
    """
    CREATE TABLE preference ( officer TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (officer, name) ) WITHOUT ROWID
    """,
    "CREATE INDEX record_in_review ON record (workflow) WHERE workflow = 'in_review'",
    "CREATE INDEX record_by_review_date ON record (review_date) WHERE review_date IS NOT NULL",
    """
    CREATE TABLE former_key ( sign TEXT NOT NULL, until INTEGER NOT NULL, public_key BLOB NOT
    NULL, PRIMARY KEY (sign, until) ) WITHOUT ROWID
    """,
    "CREATE INDEX record_as_listed ON record (kind, archived, dated, reference, workflow)",
    """
    CREATE TABLE card ( fingerprint TEXT NOT NULL, office TEXT NOT NULL, content BLOB NOT NULL,
    own INTEGER NOT NULL, trusted TEXT NOT NULL, revoked TEXT NOT NULL, revocation BLOB NOT
    NULL, PRIMARY KEY (fingerprint) )
    """,
    """
    CREATE TABLE submission_comments ( owner INTEGER NOT NULL, line INTEGER NOT NULL, record
    TEXT, reference TEXT, field TEXT, comment TEXT, "by" TEXT, "on" TEXT, not_known TEXT,
    PRIMARY KEY (owner, line), FOREIGN KEY(owner) REFERENCES record ("row") ON DELETE CASCADE )
    WITHOUT ROWID
    """,
    """
    CREATE UNIQUE INDEX record_local_ref ON record (kind, local_ref, origin) WHERE local_ref IS
    NOT NULL
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
