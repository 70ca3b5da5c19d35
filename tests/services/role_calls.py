"""Every service that writes, called by the task that its officer must be allowed."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf

from rilo_desktop.drawn_pages import Pages
from rilo_desktop.exchange.column_mapping import Mapping
from rilo_desktop.records import Attachment, CaseStudy
from rilo_desktop.services.office import (
    audit_log,
    backup,
    card_revocations,
    cards,
    export_all,
    identity,
    keys,
    office_lists,
    officers,
    paper_setting,
    practice_reset,
    rekey,
    restored_logs,
    setting,
    store_check,
)
from rilo_desktop.services.office.outgoing import Cleared
from rilo_desktop.services.office.progress import SILENT
from rilo_desktop.services.office.session import Session, Task
from rilo_desktop.services.receiving import (
    acceptance_rules,
    acknowledge,
    list_packs,
    network_overview,
    network_report,
    receive,
    received_file,
    received_submissions,
)
from rilo_desktop.services.records import (
    action_plan,
    activities,
    attachment,
    bulk,
    competencies,
    consultations,
    dissemination,
    drafts,
    due_calendar,
    evidence,
    file_import,
    form_answers_file,
    form_table,
    form_versions,
    forms,
    handover,
    history,
    import_grid,
    import_memory,
    import_pairs,
    import_tables,
    indicator_evidence,
    key_issues,
    likely_duplicates,
    list_export,
    lists,
    next_plan,
    office_settings,
    picture,
    purge,
    record,
    record_comments,
    reporting_year,
    retention,
    review,
    search,
    today,
    undo,
    waiting_import_rows,
    waiting_imports,
)
from rilo_desktop.services.submissions import (
    encrypted_copies,
    export_register,
    printed_pages,
    record_pages,
    release,
    submission_list,
    submit,
    table_pages,
)

NAME = "no such record"
ORDER = submit.SubmissionRequest("case-studies")
NOWHERE = Path("no such file.json")
UNSEEN: Any = None
"""What a service does not look at before it asks, or refuses the name of the file."""
NO_TABLE = import_tables.Looked(
    (),
    file_import.Prospect((), (), (), (), (), file_import.NEVER),
    (),
    (),
    Mapping(),
    Mapping(),
    {},
)
NO_GRID = import_grid.Grid(NO_TABLE, "en", (), (), {}, True, False)
NO_PACK = list_packs.LookedPack(NOWHERE, "", UNSEEN, "", "new", ())


NOTHING_SAID: Any = SimpleNamespace(office="WE", store="", restored=())


def written(session: Session) -> Any:
    """Stands for answers: all that is kept of them is the record."""
    return SimpleNamespace(written=record.new(session, "case-study"), revision="")


def blank_page() -> printed_pages.PrintedPages:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        pdf.save(file)
    return printed_pages.PrintedPages(
        Pages(file.getvalue()), "x", 1, "RED", False, Cleared(), {"tlp": "RED"}
    )


CALLS = {
    Task.READ: (
        lambda s: lists.find(s, lists.Query("case-study")),
        lambda s: record.new(s, "case-study"),
        lambda s: record.begun(s, "action-item"),
        lambda s: file_import.write_template(s, NOWHERE / "x"),
        lambda s: likely_duplicates.likely(s, CaseStudy(id="x", date="2026-11-24")),
        lambda s: search.by_kind(s, "x"),
        lambda s: audit_log.newest(s),
        lambda s: audit_log.entries(s),
        lambda s: officers.listed(s),
        lambda s: store_check.check(s),
        lambda s: today.overview(s),
        lambda s: record_comments.of_record(s, NAME),
        lambda s: record_comments.open_count(s, NAME),
        lambda s: received_submissions.received(s),
        lambda s: export_register.listed(s),
        lambda s: network_overview.overview(s),
        lambda s: network_overview.likely(s),
        lambda s: acceptance_rules.rules(s),
        lambda s: office_lists.entries(s),
        lambda s: list_packs.taken(s),
        lambda s: drafts.waiting(s),
        lambda s: waiting_imports.listed(s),
        lambda s: action_plan.view(s),
        lambda s: action_plan.timeline(s, (), "en"),
        lambda s: next_plan.open_items(s, ""),
        lambda s: attachment.open_copy(s, Attachment(name="x.txt", sha256="0" * 64)),
        lambda s: reporting_year.write_calendar(s, NOWHERE / "x"),
    ),
    Task.EXPORT_LOG: (lambda s: audit_log.export(s, NOWHERE / "x"),),
    Task.OWN_PASSPHRASE: (lambda s: keys.change_passphrase(s, "x", "y"),),
    Task.WRITE: (
        lambda s: record.save(s, record.new(s, "case-study")),
        lambda s: drafts.keep(s, record.new(s, "case-study")),
        lambda s: key_issues.rank_last(s, 2026),
        lambda s: record_comments.write(s, NAME, "x"),
        lambda s: record_comments.answer(s, NAME, "x"),
        lambda s: record_comments.mark_done(s, NAME),
        lambda s: record_comments.reopen(s, NAME),
        lambda s: bulk.change(s, [], bulk.BulkChange(archived=True)),
        lambda s: history.restore(s, NAME, NAME),
        lambda s: undo.undo(s, 1),
        lambda s: picture.take(s, ()),
        lambda s: picture.take_pasted(s, b""),
        lambda s: evidence.link(s, NAME, NAME),
        lambda s: evidence.unlink(s, NAME, NAME),
        lambda s: action_plan.update(s, NAME, "x"),
        lambda s: action_plan.close(s, NAME, action_plan.Closing("x", "2026-11-25", ())),
        lambda s: action_plan.verify(s, NAME),
        lambda s: action_plan.reopen(s, NAME, "why"),
        lambda s: next_plan.make(s, next_plan.NextPlan("", "", "", "")),
        lambda s: activities.note(s, {}),
        lambda s: activities.note_line(s, "training X-ray pictures"),
        lambda s: attachment.attach(s, NAME, NOWHERE),
        lambda s: attachment.take(s, ()),
        lambda s: competencies.state(s, "C01", 9),
        lambda s: indicator_evidence.begin_control(s, NAME),
        lambda s: indicator_evidence.nothing_seen(s, NAME),
        lambda s: key_issues.drop(s, NAME, 2026, "why"),
        lambda s: key_issues.link(s, NAME, "cases", ()),
        lambda s: key_issues.set_rank(s, NAME, 2026, 1, "why"),
        lambda s: key_issues.take_over(s, 2026),
        lambda s: dissemination.add(s, NAME, "x"),
        lambda s: dissemination.report_use(s, NAME, 1, "x"),
        lambda s: forms.add(s, NOWHERE),
        lambda s: forms.save(s, written(s)),
        lambda s: likely_duplicates.not_a_duplicate(s, NAME, NAME),
        lambda s: likely_duplicates.merge(s, CaseStudy(id="x"), "", NAME),
        lambda s: form_answers_file.answer(s, NAME, NOWHERE),
        lambda s: form_versions.carry_over(s, NAME, NAME),
        lambda s: form_versions.to_newest(s, NAME),
        lambda s: consultations.add(s, NOWHERE),
        lambda s: consultations.read(s, NOWHERE),
    ),
    Task.IMPORT: (
        lambda s: file_import.import_files(s, [NOWHERE]),
        lambda s: file_import.inspect(s, [NOWHERE]),
        lambda s: import_tables.inspect(s, [NOWHERE]),
        lambda s: import_tables.take(s, NO_TABLE),
        lambda s: import_memory.remember(s, Mapping()),
        lambda s: import_memory.forget(s, ()),
        lambda s: waiting_imports.drop(s, 1),
        lambda s: waiting_import_rows.opened(s, 1),
        lambda s: import_tables.inspect_waiting(s, 1),
        lambda s: import_grid.look_waiting(s, 1, "en", None, {}, SILENT),
        lambda s: import_grid.look(s, [NOWHERE], "en", None, {}, SILENT),
        lambda s: import_pairs.pair(s, NO_GRID, "x"),
        lambda s: import_grid.with_mapping(s, NO_GRID, NOWHERE, SILENT),
        lambda s: import_grid.export_mapping(s, NO_GRID, NOWHERE / "x"),
        lambda s: import_grid.take(s, NO_GRID, True, False, SILENT),
        lambda s: receive.inspect_submissions(s, [NOWHERE]),
        lambda s: receive.accept(s, ()),
    ),
    Task.BACK_UP: (lambda s: backup.back_up(s, NOWHERE / "x"),),
    Task.SUBMIT: (
        lambda s: submit.submit(s, ORDER),
        lambda s: submit.keep(s, ORDER),
        lambda s: submit.draft(s, ORDER, NOWHERE / "x"),
        lambda s: release.export(s, NAME, NOWHERE / "x"),
        lambda s: received_file.export(s, NAME, NOWHERE / "x"),
        lambda s: review.send(s, NAME),
        lambda s: review.send_and_get(s, NAME),
        lambda s: review.withdraw(s, NAME),
        lambda s: release.withdraw(s, NAME),
        lambda s: submission_list.mark_sent(s, NAME),
        lambda s: submission_list.mark_acknowledged(s, NAME),
        lambda s: network_report.write(s, NOWHERE / "x"),
        lambda s: encrypted_copies.export(s, NAME, NOWHERE / "x", ["A"]),
        lambda s: attachment.save_as(s, Attachment(name="x.txt", sha256="0" * 64), NOWHERE / "x"),
        lambda s: handover.write(s, NOWHERE / "x"),
        lambda s: form_table.write(s, UNSEEN, NOWHERE / "x"),
        lambda s: due_calendar.write(s, NOWHERE / "x"),
        lambda s: record_pages.write(s, record_pages.PagesRequest((NAME,)), NOWHERE / "x.pdf"),
        lambda s: record_pages.made(s, record_pages.PagesRequest((NAME,))),
        lambda s: table_pages.of_list(s, list_export.ListRequest(lists.Query("contact-function"))),
        lambda s: table_pages.of_analysis(s, lists.Query("case-study"), "en"),
        lambda s: printed_pages.printed(s, blank_page(), lambda pages: bool(list(pages))),
        lambda s: printed_pages.saved(s, blank_page(), NOWHERE / "x.pdf"),
        lambda s: list_export.write(s, UNSEEN, NOWHERE / "x"),
        lambda s: list_export.copied(s, list_export.ListRequest(lists.Query("nothing"))),
        lambda s: consultations.write(s, UNSEEN, NOWHERE / "x", "en"),
    ),
    Task.REVIEW: (
        lambda s: review.approve(s, NAME),
        lambda s: review.give_back(s, NAME, "why"),
        lambda s: release.approve(s, NAME),
        lambda s: release.give_back(s, NAME, "why"),
        lambda s: acknowledge.make(s, NAME, NOWHERE / "x"),
    ),
    Task.SOLE_APPROVAL: (
        lambda s: review.approve_alone(s, NAME, "why"),
        lambda s: release.approve_alone(s, NAME, "why"),
    ),
    Task.RULES: (
        lambda s: acceptance_rules.sign(s, NOWHERE, NOWHERE / "x"),
        lambda s: acceptance_rules.install(s, NOWHERE),
        lambda s: acceptance_rules.take_back(s),
    ),
    Task.RECEIVERS: (lambda s: acceptance_rules.mark_receiver(s, "nobody"),),
    Task.LISTS: (
        lambda s: office_lists.add(s, "commodity", "X", {"en": "x"}),
        lambda s: office_lists.rename(s, "country", "TR", {"en": "x"}),
        lambda s: office_lists.put(s, "country", "TR", {"en": "x"}),
        lambda s: office_lists.remove(s, "commodity", "X"),
        lambda s: list_packs.sign(s, NOWHERE / "x", "1", "x"),
        lambda s: list_packs.look(s, NOWHERE),
        lambda s: list_packs.take(s, NO_PACK),
        lambda s: list_packs.take_back(s, "WE"),
    ),
    Task.CARDS: (
        lambda s: cards.trust(s, NOWHERE),
        lambda s: cards.trust_certificate(s, b"", "x"),
        lambda s: card_revocations.revoke(s, "nobody", "why"),
        lambda s: identity.renew(s),
        lambda s: restored_logs.compare(s, NOTHING_SAID, "", "x"),
    ),
    Task.OFFICERS: (
        lambda s: officers.add(s, "??", "x", "analyst", "x"),
        lambda s: officers.remove(s, "nobody"),
        lambda s: officers.change(s, "nobody", "analyst"),
        lambda s: keys.reset(s, "nobody", "x", "x"),
        lambda s: keys.renew_recovery_key(s, keys.new_recovery_key()),
    ),
    Task.EXPORT_ALL: (lambda s: export_all.write(s, NOWHERE / "x"),),
    Task.IMPORT_ALL: (lambda s: export_all.take(s, NOWHERE),),
    Task.REKEY: (lambda s: rekey.rekey(s),),
    Task.RESET_PRACTICE: (lambda s: practice_reset.prepare(s, "x"),),
    Task.SCHEDULE: (
        lambda s: backup.set_schedule(s, backup.Schedule("no such folder")),
        lambda s: paper_setting.set_paper(s, "A3"),
        lambda s: setting.apply(s, {backup.SETTINGS[0]: "no such folder"}),
        lambda s: office_settings.apply(s, {backup.FOLDER: "no such folder"}),
    ),
    Task.RETENTION: (lambda s: retention.set_rule(s, retention.RetentionRule("nothing", 1)),),
    Task.REPAIR: (lambda s: store_check.repair(s),),
    Task.PURGE: (
        lambda s: purge.purge_record(s, NAME, "why"),
        lambda s: purge.purge_text(s, NAME, "x", "why"),
        lambda s: retention.purge_due(s, []),
    ),
}
