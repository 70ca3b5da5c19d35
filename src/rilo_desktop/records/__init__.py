"""Records: one file per kind, each described once. Standard library only."""

from .action_item import ActionItem, ProgressUpdate
from .action_plan import ActionPlan, Challenge
from .case_study import CaseStudy, GoodsLine, IndicatorObserved, RouteLeg
from .describe import (
    NOT_KNOWN,
    About,
    FieldType,
    Kind,
    Level,
    class_of,
    fields_of,
    kind_named,
    kinds,
)
from .network import ContactFunction, Member, Obligation, Occurrence, Office
from .picture import Picture
from .record import DEFAULT_TLP, HEADER, Record, Workflow, own_fields
from .risk_indicator import ControlResult, RiskIndicator
from .submission import Answer, Comment, Decision, LeftOut, Submission, SubmittedRecord

__all__ = [
    "DEFAULT_TLP",
    "HEADER",
    "NOT_KNOWN",
    "About",
    "ActionItem",
    "ActionPlan",
    "Answer",
    "CaseStudy",
    "Challenge",
    "Comment",
    "ContactFunction",
    "ControlResult",
    "Decision",
    "FieldType",
    "GoodsLine",
    "IndicatorObserved",
    "Kind",
    "LeftOut",
    "Level",
    "Member",
    "Obligation",
    "Occurrence",
    "Office",
    "Picture",
    "ProgressUpdate",
    "Record",
    "RiskIndicator",
    "RouteLeg",
    "Submission",
    "SubmittedRecord",
    "Workflow",
    "class_of",
    "fields_of",
    "kind_named",
    "kinds",
    "own_fields",
]
