"""The pages of the navigation, in its order. A page that is not here does not exist.

A new page is one line in `PAGES` and a folder of its own; a new record type is a page without any
code: its list, its preview and its editor are made from its spec in `presentation`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtWidgets import QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation import navigation
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import (
    ActionItem,
    ActionPlan,
    Activity,
    Challenge,
    CompetencyRating,
    Consultation,
    Control,
    KeyIssue,
    Member,
    NilReturn,
    Programme,
    Questionnaire,
    QuestionnaireAnswers,
    Record,
    ReportedCount,
    RiskIndicator,
)

from .routing import ANSWERS_TABLE as ANSWERS_TABLE
from .routing import CARRIED_ANSWERS as CARRIED_ANSWERS
from .routing import CHECKED_FORM as CHECKED_FORM
from .routing import IMPORT as IMPORT
from .routing import INBOX as INBOX
from .routing import LOG as LOG
from .routing import OFFICE as OFFICE
from .routing import PLAN as PLAN
from .routing import SUBMISSION as SUBMISSION
from .routing import TODAY as TODAY
from .routing import YEAR as YEAR
from .routing import Route

if TYPE_CHECKING:
    from .context import PageContext
    from .widgets.list_head import ListHead


class Page(Protocol):
    """What the shell asks of the widget of a page."""

    def take_focus(self) -> None: ...

    def arrive(self, destination: Route) -> None:
        """The page is shown for this; called each time, before `take_focus`."""


class HoldsData(Protocol):
    """A page with something written on it that is no record: auto-lock keeps it in the store."""

    def held(self) -> Mapping[str, Any] | None: ...

    def take_back(self, held: Mapping[str, Any]) -> None: ...


@dataclass(frozen=True)
class PageLook:
    """`label` is a message of the catalogue; `counted`: the kind whose records are counted."""

    key: str
    label: str
    icon: str
    make: Callable[[PageContext], QWidget]
    counted: str = ""
    group: str = ""
    """Key of its group in the navigation; "": other pages and commands lead there."""
    opens: bool = False
    """It shows its records itself; there is no editor for them."""
    found_at: str = ""
    """Key of the page of the navigation from which one comes here; "": any."""
    topic: str = ""
    """Key of its help topic; "": that of the page it is found at, else its own key."""
    changes: frozenset[str] = frozenset()
    """Record types whose records are changed on it: undo there means these. Empty: any."""


def page_of(widget: QWidget) -> Page:
    return cast(Page, widget)


def _list(spec: RecordTypeSpec) -> PageLook:
    def make(context: PageContext) -> QWidget:
        from .pages.record_list.page import ListPage

        head = _HEADS.get(spec.record)
        return ListPage(context, spec, head(context) if head is not None else None)

    group = "" if spec.listed_by else spec.group
    return PageLook(
        spec.code,
        spec.place,
        spec.icon,
        make,
        spec.code,
        group,
        found_at=spec.listed_by,
        topic=spec.topic,
        changes=frozenset({spec.code}),
    )


def _types(*records: type[Record]) -> frozenset[str]:
    return frozenset(record.kind.code for record in records)


def _register(context: PageContext) -> ListHead:
    from .pages.register.head import RegisterHead

    return RegisterHead(context)


def _operations(context: PageContext) -> ListHead:
    from .pages.programmes.head import OperationsHead

    return OperationsHead(context)


def _questionnaires(context: PageContext) -> ListHead:
    from .pages.questionnaires.head import QuestionnairesHead

    return QuestionnairesHead(context)


_HEADS: Mapping[type[Record], Callable[[PageContext], ListHead]] = {
    Activity: _register,
    Programme: _operations,
    Questionnaire: _questionnaires,
}
"""What stands above the list of a record type."""


def _today(context: PageContext) -> QWidget:
    from .pages.today.page import TodayPage

    return TodayPage(context)


def _action_plan(context: PageContext) -> QWidget:
    from .pages.action_plan.page import ActionPlanPage

    return ActionPlanPage(context)


def _analysis(context: PageContext) -> QWidget:
    from .pages.analysis.page import AnalysisPage

    return AnalysisPage(context)


def _importing(context: PageContext) -> QWidget:
    from .pages.importing.page import ImportPage

    return ImportPage(context)


def _office(context: PageContext) -> QWidget:
    from .pages.office.page import OfficePage

    return OfficePage(context)


def _log(context: PageContext) -> QWidget:
    from .pages.log.page import LogPage

    return LogPage(context)


def _submission(context: PageContext) -> QWidget:
    from .pages.submissions.page import SubmissionPage

    return SubmissionPage(context)


def _inbox(context: PageContext) -> QWidget:
    from .pages.inbox.page import InboxPage

    return InboxPage(context)


def _competencies(context: PageContext) -> QWidget:
    from .pages.competencies.page import CompetenciesPage

    return CompetenciesPage(context)


def _indicator_evidence(context: PageContext) -> QWidget:
    from .pages.indicator_evidence.page import IndicatorEvidencePage

    return IndicatorEvidencePage(context)


def _member_data(context: PageContext) -> QWidget:
    from .pages.member_data.page import MemberDataPage

    return MemberDataPage(context)


def _key_issues(context: PageContext) -> QWidget:
    from .pages.key_issues.page import KeyIssuesPage

    return KeyIssuesPage(context)


def _comments(context: PageContext) -> QWidget:
    from .pages.consultation_comments.page import CommentsPage

    return CommentsPage(context)


def _reporting_year(context: PageContext) -> QWidget:
    from .pages.reporting_year.page import ReportingYearPage

    return ReportingYearPage(context)


def _answers_table(context: PageContext) -> QWidget:
    from .pages.questionnaires.table import AnswersTablePage

    return AnswersTablePage(context)


def _carried_answers(context: PageContext) -> QWidget:
    from .pages.questionnaires.carrying import CarryAnswersPage

    return CarryAnswersPage(context)


def _checked_form(context: PageContext) -> QWidget:
    from .pages.questionnaires.checking import CheckFormPage

    return CheckFormPage(context)


_PAGES = (
    PageLook(TODAY, N_("Today"), "sun", _today, group=navigation.TODAY),
    PageLook(
        PLAN,
        N_("Action plan"),
        "list-check",
        _action_plan,
        group=navigation.MEETING,
        changes=_types(ActionItem, ActionPlan, Challenge),
    ),
    PageLook("analysis", N_("Analysis"), "chart-bar", _analysis, group=navigation.ANALYSIS),
    PageLook(YEAR, N_("Reporting year"), "calendar", _reporting_year, group=navigation.EXCHANGE),
    PageLook(
        SUBMISSION, N_("Submissions"), "send", _submission, group=navigation.EXCHANGE, opens=True
    ),
    PageLook(INBOX, N_("Inbox"), "inbox", _inbox, group=navigation.EXCHANGE, opens=True),
    PageLook(OFFICE, N_("This office"), "building", _office, group=navigation.THIS_OFFICE),
    PageLook(LOG, N_("Log of the office"), "history", _log),
    PageLook(IMPORT, NC_("name of the page", "Import"), "file-import", _importing, opens=True),
    *(_list(spec) for spec in RECORD_TYPES if spec.group),
    PageLook(
        "indicator-evidence",
        N_("Indicator evidence"),
        "shield-check",
        _indicator_evidence,
        group=navigation.CASEWORK,
        changes=_types(Control, RiskIndicator),
    ),
    PageLook(
        "consultation-comments",
        N_("Comments by paragraph"),
        "messages",
        _comments,
        group=navigation.MEETING,
        opens=True,
        topic=Consultation.kind.code,
        changes=_types(Consultation),
    ),
    PageLook(
        ANSWERS_TABLE,
        N_("Answers of the offices"),
        "clipboard",
        _answers_table,
        opens=True,
        found_at=Questionnaire.kind.code,
        changes=_types(Questionnaire, QuestionnaireAnswers),
    ),
    PageLook(
        CARRIED_ANSWERS,
        N_("Answers carried over"),
        "clipboard",
        _carried_answers,
        opens=True,
        found_at=QuestionnaireAnswers.kind.code,
        changes=_types(QuestionnaireAnswers),
    ),
    PageLook(
        CHECKED_FORM,
        N_("Questionnaire before it is sent"),
        "clipboard",
        _checked_form,
        opens=True,
        found_at=Questionnaire.kind.code,
        topic=Questionnaire.kind.code,
    ),
    PageLook(
        "ranks",
        N_("Key issues"),
        "star",
        _key_issues,
        group=navigation.MEETING,
        topic=KeyIssue.kind.code,
        changes=_types(KeyIssue),
    ),
    PageLook(
        "member-data",
        N_("Data of the members"),
        "world",
        _member_data,
        group=navigation.NETWORK,
        changes=_types(Member, NilReturn, ReportedCount),
    ),
    PageLook(
        "competencies",
        N_("Competencies"),
        "list-details",
        _competencies,
        group=navigation.NETWORK,
        changes=_types(CompetencyRating),
    ),
)
PAGES = (
    *(look for group in navigation.GROUPS for look in _PAGES if look.group == group.key),
    *(look for look in _PAGES if not look.group),
)
"""In the order of their groups, those outside of the navigation last."""


def pages_of(group: str) -> tuple[str, ...]:
    """Keys of the pages of a group of the navigation, in its order."""
    return tuple(look.key for look in PAGES if look.group == group)


def page_entry(key: str) -> PageLook:
    return next(look for look in PAGES if look.key == key)


def topic_of(key: str) -> str:
    """Key of the help topic of a page."""
    look = page_entry(key)
    return look.topic or (topic_of(look.found_at) if look.found_at else key)
