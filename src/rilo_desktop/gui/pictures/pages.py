"""Today, analysis, office, import, and what floats over every page."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from rilo_desktop.services.progress import Progress

from ..analysis.page import CASES, PLAN, AnalysisPage
from ..commands import actions_in
from ..find.overlay import FindAnything
from ..find.overview import Overview
from ..importing.page import ImportPage
from ..office_page.page import OfficePage
from ..texts import tr
from ..today.page import TodayPage
from ..widgets.boxes import Scroller
from .stage import NotHere, Scene, Stage

GOOD, BAD = Path("cases.json"), Path("cases-to-correct.json")
FIELDS = ("local_ref", "title", "conveyance", "date")
ROWS = (
    ("AP-77", "Perfume declared as hair oil", "MAIL", "2026-09-14"),
    ("AP-78", "Brake pads in a household removal", "SEA", "2026-10"),
    ("CS-AP-2019-004", "E-vaporisers in fifteen parcels", "MAIL", "2019-06"),
)
WRONG = (("AP-79", "Cigarettes in a lorry", "ROCKET", "2026-10-02"), ("AP-80", "", "ROAD", "soon"))


def _today(stage: Stage) -> TodayPage:
    page = cast(TodayPage, stage.go("today"))
    page._scroller.verticalScrollBar().setValue(0)
    return page


def _today_below(stage: Stage) -> None:
    bar = _today(stage)._scroller.verticalScrollBar()
    if not bar.maximum():
        raise NotHere("everything stands on one page")
    bar.setValue(bar.maximum())


def _menu(stage: Stage) -> None:
    _today(stage).new.click()


def _list(kind: str) -> Any:
    return lambda stage: stage.go(kind)


# --- analysis


def _analysis(stage: Stage, what: str = CASES) -> AnalysisPage:
    page = cast(AnalysisPage, stage.go("analysis"))
    page._marked = {}
    page.bar.clear()
    if page.what.key != what:
        page.what.choose(what)
        page.what.chosen.emit(what)
    page.refresh()
    stage.settle()
    page.scroller.verticalScrollBar().setValue(0)
    return page


def _card(key: str, what: str = CASES) -> Any:
    """A picture with its rows."""

    def show(stage: Stage) -> None:
        page = _analysis(stage, what)
        card = page.cards.get(key)
        if card is None or not card.isVisible():
            raise NotHere(f"no picture {key}")
        stage.afterwards(card.rows_button.click)
        card.rows_button.click()
        stage.app.processEvents()
        content = page.scroller.widget()
        assert content is not None
        top = card.mapTo(content, card.rect().topLeft()).y()
        page.scroller.verticalScrollBar().setValue(top - 12)

    return show


def _marked(stage: Stage) -> None:
    page = _analysis(stage)
    if "conveyance" not in page.cards:
        raise NotHere("no picture conveyance")
    stage.afterwards(page._unmark)
    page._mark("conveyance", 0)


def _nothing_left(stage: Stage) -> None:
    page = _analysis(stage)
    stage.afterwards(page.bar.clear)
    page.bar.search.setText("zeppelin")


PICTURES = ("conveyance", "commodity", "area", "detection", "route", "months", "quantities")


# --- office, import


def _office(stage: Stage) -> OfficePage:
    return cast(OfficePage, stage.go("this-office"))


def in_sight(stage: Stage, part: QWidget) -> None:
    """Near the top of the page of the office."""
    scroller = _office(stage).findChildren(Scroller)[0]
    stage.settle()
    content = scroller.widget()
    assert content is not None
    top = part.mapTo(content, part.rect().topLeft()).y()
    scroller.verticalScrollBar().setValue(top - 24)


def _office_below(stage: Stage) -> None:
    for scroller in _office(stage).findChildren(Scroller):
        scroller.verticalScrollBar().setValue(scroller.verticalScrollBar().maximum())


def _add_officer(stage: Stage) -> None:
    officers = _office(stage).officers
    if not officers.add.isVisible():
        raise NotHere("only the head adds officers")
    stage.afterwards(officers._close_form)
    officers.add.click()
    in_sight(stage, officers)
    officers.form.sign.setText("AP-05")
    officers.form.function.setText("Intelligence analyst")


def _remove_officer(stage: Stage) -> None:
    officers = _office(stage).officers
    others = [sign for sign in officers.rows if sign != stage.place.entered.sign]
    if not others:
        raise NotHere("an office of one")
    in_sight(stage, officers)
    officers._ask(others[0])


def _checked(stage: Stage) -> None:
    _office(stage).condition.check()


def _import(stage: Stage) -> ImportPage:
    page = cast(ImportPage, stage.go("import"))
    page._begin()
    return page


def _looked(stage: Stage, path: Path, *rows: tuple[str, ...]) -> ImportPage:
    page = _import(stage)
    cases = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    path.write_text(json.dumps({"cases": cases}), "utf-8")
    page.look((path,))
    stage.settle()
    return page


def _import_findings(stage: Stage) -> None:
    page = _looked(stage, BAD, *ROWS, *WRONG)
    page.skip.setChecked(True)


def _imported(stage: Stage) -> None:
    page = _looked(stage, GOOD, *ROWS)
    if not page.take.isEnabled():
        raise NotHere("there was nothing to import")
    page.take.click()


# --- over every page


def _find(words: str) -> Any:
    def show(stage: Stage) -> None:
        stage.go("case-study")
        stage.place.desk.sought.emit(words)
        stage.child(FindAnything)

    return show


def _shortcuts(stage: Stage) -> None:
    stage.go("case-study")
    for action in actions_in(stage.window):
        if "F1" in action.command.keys.split():
            action.run()
            stage.child(Overview)
            return
    raise NotHere("no key for the overview")


def _told(stage: Stage) -> None:
    stage.go("case-study")
    stage.place.desk.told.emit(tr("The view “{name}” is kept.", name="Drugs in parcels"))


def _undo(stage: Stage) -> None:
    """What several changed at once is told with its undo."""
    from rilo_desktop.services.bulk import BulkChange

    from .lists import _chosen

    page = _chosen(stage)
    page.together.change(BulkChange(tlp="GREEN"))


def _failed(stage: Stage) -> None:
    from rilo_desktop.services import record

    stage.go("case-study")
    stage.place.desk.serve(record.find, "AP-0000")


def _progress(stage: Stage) -> None:
    """Long work in its middle, held there until the picture is taken."""
    stage.go("case-study")
    go_on = threading.Event()
    stage.afterwards(go_on.set)

    def work(_session: Any, progress: Progress) -> None:
        progress(412, 1_200, "Making the pages")
        go_on.wait(30)

    working = tr("Exporting {reference}", reference="AP/2026/SUB/A0002")
    stage.place.desk.serve(work, working=working)
    stage.until(lambda: stage.window.progress.isVisible())


def _give_up(stage: Stage) -> None:
    _progress(stage)
    stage.place.leave(lambda: stage.window._finish(lambda: None))


FIRST = (
    Scene("today", _today),
    Scene("today-below", _today_below),
    Scene("today-new", _menu),
)
SCENES = (
    Scene("analysis", _analysis),
    *(Scene(f"analysis-{key}", _card(key)) for key in PICTURES),
    Scene("analysis-marked", _marked),
    Scene("analysis-nothing", _nothing_left),
    Scene("analysis-plan", lambda stage: _analysis(stage, PLAN)),
    Scene("analysis-plan-rows", _card("plan", PLAN)),
    Scene("office", _office),
    Scene("office-below", _office_below),
    Scene("office-add", _add_officer),
    Scene("office-remove", _remove_officer),
    Scene("office-checked", _checked),
    Scene("find", _find("")),
    Scene("find-found", _find("parcel")),
    Scene("find-nothing", _find("zeppelin")),
    Scene("shortcuts", _shortcuts),
    Scene("toast", _told),
    Scene("toast-wrong", _failed),
    Scene("progress", _progress, settles=False),
    Scene("progress-leaving", _give_up, settles=False),
    Scene("import", _import),
    Scene("import-findings", _import_findings),
    Scene("import-done", _imported),
    Scene("toast-undo", _undo),
)
SECOND = (Scene("today-second", _today),)
NEW = (
    Scene("today-empty", _today),
    Scene("case-study-empty", _list("case-study")),
    Scene("action-item-empty", _list("action-item")),
    Scene("analysis-empty", _list("analysis")),
    Scene("submission-empty", _list("submission")),
)
