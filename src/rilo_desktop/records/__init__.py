"""Records: one file per kind, each described once. Standard library only."""

from .action_item import ActionItem, EvidenceEntry, ProgressUpdate
from .action_plan import ActionPlan, Challenge
from .activity import (
    Activity,
    ActivityActionItem,
    ActivityCase,
    ActivityIndicator,
    ActivityKeyIssue,
    ActivityProduct,
    OperationPhase,
    OperationResult,
    OperationReturn,
    TrainingParticipants,
    TrainingRating,
)
from .attachment import Attachment
from .case_study import CaseStudy, GoodsLine, IndicatorObserved, RouteLeg
from .competency_rating import CompetencyRating
from .consultation import Consultation, ConsultationComment, ConsultationParagraph
from .contact_function import ContactFunction
from .control import Control
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
from .key_issue import (
    KeyIssue,
    KeyIssueActionItem,
    KeyIssueActivity,
    KeyIssueCase,
    KeyIssueIndicator,
    KeyIssueProduct,
    KeyIssueRank,
)
from .network import (
    AnnouncedDay,
    ContactLine,
    HostPeriod,
    Member,
    Obligation,
    Occurrence,
    Office,
)
from .nil_return import NilReturn
from .picture import AnswerPicture, Picture
from .product import (
    Dissemination,
    Product,
    ProductCase,
    ProductContact,
    ProductSign,
    ProductStage,
    ProductStep,
)
from .programme import Programme, ProgrammeContribution, ReportedIncident
from .questionnaire import QuestionAnswer, Questionnaire, QuestionnaireAnswers
from .record import DEFAULT_TLP, HEADER, Record, Workflow, own_fields
from .reported_count import CountLine, ReportedCount
from .risk_indicator import (
    ControlResult,
    IndicatorSource,
    IndicatorTranslation,
    RiskIndicator,
)
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
    "Activity",
    "ActivityActionItem",
    "ActivityCase",
    "ActivityIndicator",
    "ActivityKeyIssue",
    "ActivityProduct",
    "AnnouncedDay",
    "Answer",
    "AnswerPicture",
    "Attachment",
    "CaseStudy",
    "Challenge",
    "Comment",
    "CompetencyRating",
    "Consultation",
    "ConsultationComment",
    "ConsultationParagraph",
    "ContactFunction",
    "ContactLine",
    "Control",
    "ControlResult",
    "CountLine",
    "Decision",
    "Dissemination",
    "EvidenceEntry",
    "FieldSpec",
    "FieldType",
    "GoodsLine",
    "HostPeriod",
    "IndicatorObserved",
    "IndicatorSource",
    "IndicatorTranslation",
    "KeyIssue",
    "KeyIssueActionItem",
    "KeyIssueActivity",
    "KeyIssueCase",
    "KeyIssueIndicator",
    "KeyIssueProduct",
    "KeyIssueRank",
    "LeftOut",
    "Member",
    "NilReturn",
    "Obligation",
    "Occurrence",
    "Office",
    "OperationPhase",
    "OperationResult",
    "OperationReturn",
    "Picture",
    "Product",
    "ProductCase",
    "ProductContact",
    "ProductSign",
    "ProductStage",
    "ProductStep",
    "Programme",
    "ProgrammeContribution",
    "ProgressUpdate",
    "QuestionAnswer",
    "Questionnaire",
    "QuestionnaireAnswers",
    "Record",
    "RecordType",
    "ReportedCount",
    "ReportedIncident",
    "RequiredFor",
    "RiskIndicator",
    "RouteLeg",
    "Submission",
    "SubmittedRecord",
    "TrainingParticipants",
    "TrainingRating",
    "TypedMessage",
    "Workflow",
    "class_of",
    "fields_of",
    "kind_named",
    "own_fields",
    "record_types",
]
