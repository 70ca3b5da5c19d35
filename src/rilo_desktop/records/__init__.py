"""Records: one file per kind, each described once. Standard library only."""

from .action_item import ActionItem, ProgressUpdate
from .action_plan import ActionPlan, Challenge
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
from .product import (
    Dissemination,
    Product,
    ProductCase,
    ProductContact,
    ProductSign,
    ProductStage,
    ProductStep,
)
from .record import DEFAULT_TLP, HEADER, Record, Workflow, own_fields
from .risk_indicator import ControlResult, RiskIndicator
from .submission import (
    Answer,
    Comment,
    Decision,
    LeftOut,
    Submission,
    SubmittedRecord,
    TypedMessage,
)

__all__ = [
    "DEFAULT_TLP",
    "HEADER",
    "NOT_KNOWN",
    "ActionItem",
    "ActionPlan",
    "Answer",
    "CaseStudy",
    "Challenge",
    "Comment",
    "ContactFunction",
    "ControlResult",
    "Decision",
    "Dissemination",
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
    "ProductContact",
    "ProductSign",
    "ProductStage",
    "ProductStep",
    "ProgressUpdate",
    "Record",
    "RecordType",
    "RequiredFor",
    "RiskIndicator",
    "RouteLeg",
    "Submission",
    "SubmittedRecord",
    "TypedMessage",
    "Workflow",
    "class_of",
    "fields_of",
    "kind_named",
    "own_fields",
    "record_types",
]
