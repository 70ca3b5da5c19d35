"""Records: one file per kind, each described once. Standard library only."""

from .action_item import ActionItem, ProgressUpdate
from .action_plan import ActionPlan, Challenge
from .attachment import Attachment
from .case_study import CaseStudy, GoodsLine, IndicatorObserved, RouteLeg
from .field_specs import (
    NOT_KNOWN,
    FieldSpec,
    FieldType,
    RecordType,
    RequiredFor,
    class_of,
    fields_of,
    kind_named,
    record_types,
)
from .network import ContactFunction, Member, Obligation, Occurrence, Office
from .picture import Picture
from .product import Product, ProductCase
from .record import DEFAULT_TLP, HEADER, Record, Workflow, own_fields
from .risk_indicator import ControlResult, RiskIndicator
from .submission import Answer, Comment, Decision, LeftOut, Submission, SubmittedRecord

__all__ = [
    "DEFAULT_TLP",
    "HEADER",
    "NOT_KNOWN",
    "ActionItem",
    "ActionPlan",
    "Answer",
    "Attachment",
    "CaseStudy",
    "Challenge",
    "Comment",
    "ContactFunction",
    "ControlResult",
    "Decision",
    "FieldSpec",
    "FieldType",
    "GoodsLine",
    "IndicatorObserved",
    "LeftOut",
    "Member",
    "Obligation",
    "Occurrence",
    "Office",
    "Picture",
    "Product",
    "ProductCase",
    "ProgressUpdate",
    "Record",
    "RecordType",
    "RequiredFor",
    "RiskIndicator",
    "RouteLeg",
    "Submission",
    "SubmittedRecord",
    "Workflow",
    "class_of",
    "fields_of",
    "kind_named",
    "own_fields",
    "record_types",
]
