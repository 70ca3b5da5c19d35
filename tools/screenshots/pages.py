"""Today, analysis, office, import, and what floats over every page."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from rilo_desktop.gui.commands import actions_in
from rilo_desktop.gui.commands.office import SUB_PAGES
from rilo_desktop.gui.dialogs.command_palette.palette import CommandPalette
from rilo_desktop.gui.dialogs.command_palette.shortcut_overview import ShortcutOverview
from rilo_desktop.gui.i18n import tr
from rilo_desktop.gui.pages.analysis.page import CASES, PLAN, AnalysisPage
from rilo_desktop.gui.pages.importing.page import ImportPage
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.pages.today.page import TodayPage
from rilo_desktop.gui.widgets.layouts import Scroller
from rilo_desktop.services.office.progress import Progress

from .harness import Harness, NotHere, Scene

GOOD, BAD = Path("cases.json"), Path("cases-to-correct.json")
THEIRS = Path(__file__).parents[2] / "tests" / "fixtures" / "workbooks" / "01_registre_fr.xlsx"
FIELDS = ("local_ref", "title", "conveyance", "date")
ROWS = (
    ("XX-77", "Perfume declared as hair oil", "MAIL", "2026-09-14"),
    ("XX-78", "Brake pads in a household removal", "SEA", "2026-10"),
    ("CS-AP-2019-004", "E-vaporisers in fifteen parcels", "MAIL", "2019-06"),
)
WRONG = (("XX-79", "Cigarettes in a lorry", "ROCKET", "2026-10-02"), ("XX-80", "", "ROAD", "soon"))


def _today(harness: Harness) -> TodayPage:
    page = cast(TodayPage, harness.go("today"))
    page._scroller.verticalScrollBar().setValue(0)
    return page


def _today_below(harness: Harness) -> None:
    bar = _today(harness)._scroller.verticalScrollBar()
    if not bar.maximum():
        raise NotHere("everything stands on one page")
    bar.setValue(bar.maximum())


def _menu(harness: Harness) -> None:
    _today(harness).new.click()


def _list(kind: str) -> Any:
    return lambda harness: harness.go(kind)


# --- analysis


def _analysis(harness: Harness, what: str = CASES) -> AnalysisPage:
    page = cast(AnalysisPage, harness.go("analysis"))
    page._marked = {}
    page.bar.clear()
    if page.what.key != what:
        page.what.part(what).setFocus()  # what the keyboard was at may go
        page.what.choose(what)
        page.what.chosen.emit(what)
    page.refresh()
    harness.settle()
    page.scroller.verticalScrollBar().setValue(0)
    return page


def _card(key: str, what: str = CASES) -> Any:
    """A picture with its rows."""

    def show(harness: Harness) -> None:
        page = _analysis(harness, what)
        card = page.cards.get(key)
        if card is None or not card.isVisible():
            raise NotHere(f"no picture {key}")
        harness.afterwards(card.rows_button.click)
        card.rows_button.click()
        harness.app.processEvents()
        content = page.scroller.widget()
        assert content is not None
        top = card.mapTo(content, card.rect().topLeft()).y()
        page.scroller.verticalScrollBar().setValue(top - 12)

    return show


def _marked(harness: Harness) -> None:
    page = _analysis(harness)
    if "conveyance" not in page.cards:
        raise NotHere("no picture conveyance")
    harness.afterwards(page._unmark)
    page._mark("conveyance", 0)


def _nothing_left(harness: Harness) -> None:
    page = _analysis(harness)
    harness.afterwards(page.bar.clear)
    page.bar.search.setText("zeppelin")


PICTURES = (
    "conveyance",
    "commodity",
    "area",
    "detection",
    "route",
    "months",
    "quantities",
    "chapters",
)


# --- office, import


def _office(harness: Harness) -> OfficePage:
    return cast(OfficePage, harness.go("this-office"))


def in_sight(harness: Harness, part: QWidget) -> None:
    """Near the top of the page of the office."""
    scroller = next(one for one in _office(harness).findChildren(Scroller) if one.isVisible())
    harness.settle()
    content = scroller.widget()
    assert content is not None
    top = part.mapTo(content, part.rect().topLeft()).y()
    scroller.verticalScrollBar().setValue(top - 24)


def _office_page(key: str) -> Callable[[Harness], None]:
    def show(harness: Harness) -> None:
        page = _office(harness)
        page.show_page(key)
        harness.settle()
        page.index.setFocus()

    return show


def _office_changed(harness: Harness) -> None:
    """Two choices that are not applied yet."""
    page = _office(harness)
    harness.afterwards(page.settings.undo)
    page.show_page("backups")
    harness.settle()
    page.settings.choose({"backup.hours": "168", "retention.case-study": "1 changed"})


def _add_officer(harness: Harness) -> None:
    officers = _office(harness).officers
    if not officers.add.isVisible():
        raise NotHere("only the head adds officers")
    harness.afterwards(officers._close_form)
    officers.add.click()
    in_sight(harness, officers)
    officers.form.sign.setText("XX-05")
    officers.form.function.setText("Intelligence analyst")


def _remove_officer(harness: Harness) -> None:
    officers = _office(harness).officers
    others = [sign for sign in officers.rows if sign != harness.place.entered.sign]
    if not others:
        raise NotHere("an office of one")
    in_sight(harness, officers)
    officers._ask(others[0])


def _code_lists(harness: Harness) -> None:
    section = _office(harness).code_lists
    if not section.entries:
        for name, code, english in (
            ("product_category", "HERBAL", "Herbal remedies"),
            ("country", "TR", "Anatolia"),
        ):
            section.list.setCurrentIndex(section.list.findData(name))
            section.code.setText(code)
            section.english.setText(english)
            section.save.click()
            harness.settle()
    in_sight(harness, section)


def _code_name_asked(harness: Harness) -> None:
    """A name in which the guard found something."""
    section = _office(harness).code_lists
    section.list.setCurrentIndex(section.list.findData("product_category"))
    section.code.setText("SAMPLES")
    section.english.setText("ask samples@example.org")
    section.save.click()
    harness.settle()
    in_sight(harness, section)


def _list_pack(harness: Harness) -> None:
    """What a file of the practice Secretariat would change."""
    from rilo_desktop.exchange.list_pack import ListPack
    from rilo_desktop.services.receiving.list_packs import CodeChange, LookedPack, PackChange

    of = "X-SECRETARIAT"
    source = "34th practice meeting"
    pack = ListPack(office=of, at="", name="2026.1", issued="2026-11-28", source=source, entries=())
    tea = {"en": "Tea"}
    changes = (
        PackChange(
            CodeChange.NEW, "product_category", f"{of}-HERBAL", {}, {"en": "Herbal remedies"}
        ),
        PackChange(CodeChange.CHANGED, "country", "TR", {"en": "Türkiye"}, {"en": "Anatolia"}),
        PackChange(CodeChange.RETIRED, "product_category", f"{of}-TEA", tea, {}, 3),
        PackChange(CodeChange.SAME, "commodity", f"{of}-SPICE", {"en": "Spices"}, {"en": "Spices"}),
    )
    card = "K7QX-2M9P-4TRW-8HVD-3NCB-6YFS-9JLA"
    part = _office(harness).code_lists.packs
    part._show_looked(LookedPack(Path("lists.rilolists"), "", pack, card, "new", changes))
    in_sight(harness, part)


def _checked(harness: Harness) -> None:
    _office(harness).condition.check()


def _import(harness: Harness) -> ImportPage:
    page = cast(ImportPage, harness.go("import"))
    page._begin()
    return page


def _looked(harness: Harness, path: Path, *rows: tuple[str, ...]) -> ImportPage:
    page = _import(harness)
    cases = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    path.write_text(json.dumps({"cases": cases}), "utf-8")
    page.inspect((path,))
    harness.settle()
    return page


def _import_findings(harness: Harness) -> None:
    page = _looked(harness, BAD, *ROWS, *WRONG)
    page.skip.setChecked(True)


def _imported(harness: Harness) -> None:
    page = _looked(harness, GOOD, *ROWS)
    if not page.take.isEnabled():
        raise NotHere("there was nothing to import")
    page.take.click()


def _columns(harness: Harness) -> ImportPage:
    """Where an office mapped them before, its rows are shown first."""
    page = _import(harness)
    page.inspect((THEIRS,))
    harness.until(lambda: page.tables.grid is not None)
    harness.settle()
    return page


def _rows(harness: Harness) -> None:
    tables = _columns(harness).tables
    tables.to_rows()
    while tables.panel.question is not None and len(tables.panel.question.proposals) < 2:
        tables.next_question()
    tables.panel.choose(0)


# --- over every page


def _find(words: str) -> Any:
    def show(harness: Harness) -> None:
        harness.go("case-study")
        harness.place.context.sought.emit(words)
        harness.child(CommandPalette)

    return show


def _shortcuts(harness: Harness) -> None:
    harness.go("case-study")
    for action in actions_in(harness.window):
        if "Ctrl+F1" in action.command.keys.split():
            action.run()
            harness.child(ShortcutOverview)
            return
    raise NotHere("no key for the overview")


def _help(key: str, new: bool = False) -> Any:
    """The topic beside its page, or beside a new record."""

    def show(harness: Harness) -> None:
        if new:
            harness.place.write(key)
        else:
            harness.go(key)
        harness.settle()
        controller = harness.window.help
        if controller is None:
            raise NotHere("the window is not complete")
        controller.show()
        harness.afterwards(controller.remove)

    return show


def _help_topic(key: str) -> Any:
    def show(harness: Harness) -> None:
        _help("case-study")(harness)
        harness.place.context.help_wanted.emit(key)

    return show


def _told(harness: Harness) -> None:
    harness.go("case-study")
    harness.settle()
    harness.place.context.told.emit(tr("The view “{name}” was saved.", name="Drugs in parcels"))


def _undo(harness: Harness) -> None:
    """What several changed at once is told with its undo."""
    from rilo_desktop.services.records.bulk import BulkChange

    from .lists import _chosen

    page = _chosen(harness)
    page.bulk_actions.change(BulkChange(tlp="GREEN"))


def _failed(harness: Harness) -> None:
    from rilo_desktop.services.records import record

    harness.go("case-study")
    harness.place.context.serve(record.find, "XX-0000")


def _progress(harness: Harness) -> None:
    """Long work in its middle, held there until the picture is taken."""
    harness.go("case-study")
    go_on = threading.Event()
    harness.afterwards(go_on.set)

    def work(_session: Any, progress: Progress) -> None:
        progress(412, 1_200, "Making the pages")
        go_on.wait(30)

    working = tr("Exporting {reference}", reference="XX/2026/SUB/A0002")
    harness.place.context.serve(work, working=working)
    harness.until(lambda: harness.window.progress.isVisible())


def _give_up(harness: Harness) -> None:
    _progress(harness)
    harness.place.leave(lambda: harness.window.flow.finish_works(lambda: None))


FIRST = (
    Scene("today", _today),
    Scene("today-below", _today_below),
    Scene("today-new", _menu),
)


def _fly_out(harness: Harness) -> None:
    """The pages of a group beside a rail, and something that waits."""
    harness.go("plan")
    harness.place._on_waiting(2)
    tree = harness.place.navigation
    if tree.fly_out(tree.currentIndex()) is None:
        raise NotHere("the navigation has room for its words")


def _waiting(harness: Harness) -> None:
    """Groups of the navigation: one open, one pinned, something that waits in a closed one."""
    harness.place._on_waiting(2)
    harness.place.navigation.keep_open(frozenset({"network"}))
    harness.afterwards(lambda: harness.place.navigation.keep_open(frozenset()))
    harness.go("case-study")


SCENES = (
    Scene("navigation", _waiting),
    Scene("navigation-fly-out", _fly_out),
    Scene("analysis", _analysis),
    *(Scene(f"analysis-{key}", _card(key)) for key in PICTURES),
    Scene("analysis-marked", _marked),
    Scene("analysis-nothing", _nothing_left),
    Scene("analysis-plan", lambda harness: _analysis(harness, PLAN)),
    Scene("analysis-plan-rows", _card("plan", PLAN)),
    Scene("office", _office),
    *(Scene(f"office-page-{key}", _office_page(key)) for key in SUB_PAGES),
    Scene("office-changed", _office_changed),
    Scene("office-add", _add_officer),
    Scene("office-remove", _remove_officer),
    Scene("office-code-lists", _code_lists),
    Scene("office-code-name-asked", _code_name_asked),
    Scene("office-list-pack", _list_pack),
    Scene("office-checked", _checked),
    Scene("find", _find("")),
    Scene("find-found", _find("parcel")),
    Scene("find-nothing", _find("zeppelin")),
    Scene("shortcuts", _shortcuts),
    Scene("help", _help("risk-indicator")),
    Scene("help-picture", _help("case-study")),
    Scene("help-editor", _help("case-study", new=True)),
    Scene("help-office", _help("this-office")),
    Scene("help-officers", _help_topic("officers")),
    Scene("help-glossary", _help_topic("glossary")),
    Scene("find-help", _find("passphrase")),
    Scene("toast", _told),
    Scene("toast-wrong", _failed),
    Scene("progress", _progress, settles=False),
    Scene("progress-leaving", _give_up, settles=False),
    Scene("import", _import),
    Scene("import-findings", _import_findings),
    Scene("import-done", _imported),
    Scene("import-columns", _columns),
    Scene("import-rows", _rows),
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
