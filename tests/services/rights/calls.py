"""How each method of each service is called in the walk: with arguments for which it does what it is for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from inpatient_hub.content.pack_file import write_pack_file
from inpatient_hub.content.starting import start_local_pack
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.locking import Way
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.retention import ErasureReason
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.domain.wards import AccessSettings, NoteSettings, PatientField
from inpatient_hub.services.audit import AuditQuestion
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.people import PersonDetails
from tests.fakes.vault import RECOVERY_KEY
from tests.services.making import TEMPLATE
from tests.services.reception import PIN, RECOVERY
from tests.services.rights.diary_calls import DIARY_CALLS
from tests.services.rights.reminder_calls import REMINDER_CALLS
from tests.services.rights.scene import DETAILS, Scene
from tests.services.test_backups import PLAN

Call = Callable[[Scene], object]


def _copy(scene: Scene) -> object:
    with scene.seat.as_program():
        shown = scene.hub.notes.preview(scene.it.run, by=scene.who.id)
    return scene.hub.notes.copy(scene.it.run, made_at=shown.made_at, by=scene.who.id, seen_hash=shown.text_hash)


def _with_pack(scene: Scene, act: Callable[[Path], object]) -> object:
    with TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        start_local_pack(made)
        write_pack_file(made, Path(folder) / "sent.hubpack")
        scene.hub.packs._folder = Path(folder) / "packs" / "local"
        return act(Path(folder) / "sent.hubpack")


def _export_audit(scene: Scene) -> object:
    with TemporaryDirectory() as folder:
        return scene.hub.audit.export(str(Path(folder) / "trail"))


def _save_subject(scene: Scene) -> object:
    with TemporaryDirectory() as folder:
        return scene.hub.subject_access.save(scene.it.patient, str(Path(folder) / "all.json"), by=scene.who.id)


def _choose_details_again(scene: Scene) -> object:
    ward = scene.it.ward
    scene.hub.store._store._memory.wards[ward.id] = ward.made_minimal()  # type: ignore[attr-defined]
    return scene.hub.minimisation.switch_off(scene.it.ward.id, by=scene.who.id)


def _take_back_abandoned(scene: Scene) -> object:
    runs = scene.hub.store._store._memory.runs  # type: ignore[attr-defined]  # as if they had abandoned it before
    runs[scene.it.run] = replace(runs[scene.it.run], state=RunState.ABANDONED, ended_by=scene.who.id)
    return scene.hub.runs.take_back_abandoned(scene.it.run, by=scene.who.id)


def _edited(patient: Patient) -> PatientEdited:
    """As if they had been in another bed before."""
    return PatientEdited(before=replace(patient, bed="9"), after=patient)


DRAFT = Draft(page="patient", about="", title="The details", typed={})

CALLS: Mapping[str, Call] = {
    **DIARY_CALLS,
    **REMINDER_CALLS,
    "packs.look": lambda s: _with_pack(s, s.hub.packs.look),
    "packs.bring_in": lambda s: _with_pack(s, s.hub.packs.bring_in),
    "wards.all": lambda s: s.hub.wards.all(),
    "wards.get": lambda s: s.hub.wards.get(s.it.ward.id),
    "wards.staff": lambda s: s.hub.wards.staff(s.it.ward.id),
    "wards.set_up": lambda s: s.hub.wards.set_up(ward_name="Moor", person_name="Zillah", person_role="RMN"),
    "wards.add_person": lambda s: s.hub.wards.add_person(s.it.ward.id, name="Zillah", role="RMN", by=s.who.id),
    "wards.choose_fields": lambda s: s.hub.wards.choose_fields(
        s.it.ward.id, frozenset({PatientField.BED}), by=s.who.id
    ),
    "wards.choose_note_settings": lambda s: s.hub.wards.choose_note_settings(
        s.it.ward.id, NoteSettings(length_limit=600), by=s.who.id
    ),
    "sign_in.pin_length": lambda s: s.hub.sign_in.pin_length,
    "sign_in.people": lambda s: s.hub.sign_in.people(s.it.ward.id),
    "sign_in.sign_in": lambda s: s.hub.sign_in.sign_in(s.it.starter.id),
    "sign_in.choose_secret": lambda s: s.hub.sign_in.choose_secret(s.it.starter.id, proof=s.it.start_code, secret=PIN),
    "sign_in.choose_first_secret": lambda s: s.hub.sign_in.choose_first_secret(PIN),
    "sign_in.has_own_secret": lambda s: s.hub.sign_in.has_own_secret(),
    "sign_in.sign_out": lambda s: s.hub.sign_in.sign_out(),
    "sign_in.reset_by_recovery_key": lambda s: s.hub.sign_in.reset_by_recovery_key(
        s.it.people[Role.SENIOR_ADMIN].id, RECOVERY
    ),
    "people.of_ward": lambda s: s.hub.people.of_ward(s.it.ward.id),
    "people.add": lambda s: s.hub.people.add(s.it.ward.id, PersonDetails(name="Zillah")),
    "people.change": lambda s: s.hub.people.change(s.it.starter, PersonDetails(name="Joseph")),
    "people.mark_left": lambda s: s.hub.people.mark_left(s.it.starter),
    "people.come_back": lambda s: s.hub.people.come_back(s.it.leaver),
    "people.reset_sign_in": lambda s: s.hub.people.reset_sign_in(s.it.starter),
    "emergencies.wards": lambda s: s.hub.emergencies.wards(),
    "emergencies.open_in_emergency": lambda s: s.hub.emergencies.open_in_emergency(
        s.it.ward.id, EmergencyReason.CALLED, "Called to help tonight"
    ),
    "emergencies.of_ward": lambda s: s.hub.emergencies.of_ward(s.it.ward.id),
    "emergencies.mark_reviewed": lambda s: s.hub.emergencies.mark_reviewed(s.it.emergency),
    "access.choose": lambda s: s.hub.access.choose(s.it.ward.id, AccessSettings(longest_hours=8)),
    "audit.page": lambda s: s.hub.audit.page(AuditQuestion(ward_id=s.it.ward.id)),
    "audit.count": lambda s: s.hub.audit.count(AuditQuestion(ward_id=s.it.ward.id)),
    "audit.people": lambda s: s.hub.audit.people(s.it.ward.id),
    "audit.verify": lambda s: s.hub.audit.verify(),
    "audit.export": _export_audit,
    "audit.head": lambda s: s.hub.audit.head(),
    "audit.head_line": lambda s: s.hub.audit.head_line(),
    "audit.anchor": lambda s: s.hub.audit.anchor(),
    "audit.anchor_at_end": lambda s: s.hub.audit.anchor_at_end(),
    "audit.look": lambda s: s.hub.audit.look(),
    "audit.lock_changed": lambda s: s.hub.audit.lock_changed("passphrase"),
    "patients.alike": lambda s: s.hub.patients.alike(s.it.ward.id),
    "patients.find": lambda s: s.hub.patients.find(s.it.ward.id),
    "patients.count": lambda s: s.hub.patients.count(s.it.ward.id),
    "patients.facts": lambda s: s.hub.patients.facts(s.it.patient),
    "patients.view": lambda s: s.hub.patients.view(s.it.patient),
    "patients.add": lambda s: s.hub.patients.add(s.it.ward.id, DETAILS, by=s.who.id),
    "patients.edit": lambda s: s.hub.patients.edit(s.it.quiet_patient, DETAILS, seen_version=1, by=s.who.id),
    "patients.take_back": lambda s: s.hub.patients.take_back(
        _edited(s.it.memory.patients[s.it.quiet_patient]), by=s.who.id
    ),
    "patients.mark_in_error": lambda s: s.hub.patients.mark_in_error(s.it.quiet_patient, "Twice", by=s.who.id),
    "runs.start": lambda s: s.hub.runs.start("advice", s.it.patient, by=s.who.id),
    "runs.view": lambda s: s.hub.runs.view(s.it.run),
    "runs.in_progress": lambda s: s.hub.runs.in_progress(s.it.ward.id),
    "runs.already_in_progress": lambda s: s.hub.runs.already_in_progress("advice", s.it.patient),
    "runs.history": lambda s: s.hub.runs.history(s.it.run),
    "runs.resume": lambda s: s.hub.runs.resume(s.it.run, by=s.who.id),
    "runs.answer": lambda s: s.hub.runs.answer(s.it.run, "consent", "declined", by=s.who.id),
    "runs.go_to": lambda s: s.hub.runs.go_to(s.it.run, "consent", by=s.who.id),
    "runs.next": lambda s: s.hub.runs.next(s.it.copied_run, by=s.who.id),
    "runs.back": lambda s: s.hub.runs.back(s.it.run, by=s.who.id),
    "runs.take_back_abandoned": _take_back_abandoned,
    "runs.abandon": lambda s: s.hub.runs.abandon(s.it.run, "Not needed", by=s.who.id),
    "notes.preview": lambda s: s.hub.notes.preview(s.it.run, by=s.who.id),
    "notes.view": lambda s: s.hub.notes.view(s.it.copied),
    "notes.unfiled": lambda s: s.hub.notes.unfiled(s.it.ward.id),
    "notes.find": lambda s: s.hub.notes.find(s.it.ward.id),
    "notes.count": lambda s: s.hub.notes.count(s.it.ward.id),
    "notes.render": lambda s: s.hub.notes.render(TEMPLATE, {}, patient_id=s.it.patient, by=s.who.id),
    "notes.edit": lambda s: s.hub.notes.edit(s.it.run, "Other words", by=s.who.id),
    "notes.remake": lambda s: s.hub.notes.remake(s.it.edited_run, by=s.who.id),
    "notes.copy": _copy,
    "notes.words_copied": lambda s: s.hub.notes.words_copied(Kind.NOTE, s.it.copied, 8, by=s.who.id),
    "notes.copy_again": lambda s: s.hub.notes.copy_again(s.it.copied, by=s.who.id),
    "notes.keep_copied": lambda s: s.hub.notes.keep_copied(
        replace(s.it.rendered, made_at=s.clock.now()), patient_id=s.it.patient, by=s.who.id
    ),
    "notes.mark_filed": lambda s: s.hub.notes.mark_filed(s.it.copied, by=s.who.id),
    "notes.take_back_filed": lambda s: s.hub.notes.take_back_filed(s.it.filed, by=s.who.id),
    "notes.mark_not_filed": lambda s: s.hub.notes.mark_not_filed(s.it.copied, "Written there", by=s.who.id),
    "notes.mark_in_error": lambda s: s.hub.notes.mark_in_error(s.it.copied, "Wrong words", by=s.who.id),
    "notes.take_back_in_error": lambda s: s.hub.notes.take_back_in_error(s.it.in_error, by=s.who.id),
    "today.view": lambda s: s.hub.today.view(s.it.ward.id),
    "today.viewer": lambda s: s.hub.today.viewer(s.it.ward.id, by=s.who.id),
    "library.directory": lambda s: s.hub.library.directory,
    "library.workflows": lambda s: s.hub.library.workflows(),
    "library.unset_contacts": lambda s: s.hub.library.unset_contacts(),
    "library.local_problems": lambda s: s.hub.library.local_problems(),
    "backups.are_kept": lambda s: s.hub.backups.are_kept,
    "backups.all": lambda s: s.hub.backups.all(),
    "backups.make": lambda s: s.hub.backups.make(),
    "backups.make_if_due": lambda s: s.hub.backups.make_if_due(),
    "backups.make_at_quit": lambda s: s.hub.backups.make_at_quit(),
    "backups.recorded_by": lambda s: s.hub.backups.recorded_by(lambda _action, _label: None),
    "backups.export": lambda s: s.hub.backups.export(),
    "backups.contents": lambda s: s.hub.backups.contents(s.hub.backups.all()[0].name),
    "backups.listed": lambda s: s.hub.backups.listed(),
    "backups.copy_newest": lambda s: s.hub.backups.copy_newest(),
    "backups.copied_at": lambda s: s.hub.backups.copied_at(),
    "backups.exported_at": lambda s: s.hub.backups.exported_at(),
    "backups.concerns": lambda s: s.hub.backups.concerns(),
    "backups.low_room": lambda s: s.hub.backups.low_room(),
    "backups.present": lambda s: s.hub.backups.present(),
    "backups.may_put_back": lambda s: s.hub.backups.may_put_back(),
    "backup_settings.settings": lambda s: s.hub.backup_settings.settings(),
    "backup_settings.plan": lambda s: s.hub.backup_settings.plan(PLAN),
    "backup_settings.choose_plan": lambda s: s.hub.backup_settings.choose_plan({"daily": 7}),
    "backup_settings.look_at_place": lambda s: s.hub.backup_settings.look_at_place("a drive"),
    "backup_settings.choose_second_place": lambda s: s.hub.backup_settings.choose_second_place("a drive"),
    "retention.periods": lambda s: s.hub.retention.periods(),
    "retention.due": lambda s: s.hub.retention.due(s.it.ward.id),
    "retention.about": lambda s: s.hub.retention.about(s.it.gone_patient),
    "retention.hold": lambda s: s.hub.retention.hold(s.it.gone_patient, "Asked for", by=s.who.id),
    "retention.release": lambda s: s.hub.retention.release(s.it.held_patient, by=s.who.id),
    "drafts.drop_about": lambda s: s.hub.drafts.drop_about(frozenset({"nobody"}), ()),
    "drafts.drop_details": lambda s: s.hub.drafts.drop_details(frozenset({"nobody"}), frozenset()),
    "retention.approve": lambda s: s.hub.retention.approve(
        s.it.ward.id, [s.it.gone_patient], ErasureReason.PERIOD_OVER, confirmed=1, by=s.who.id
    ),
    "retention.elsewhere": lambda s: s.hub.retention.elsewhere(),
    "retention.clear_elsewhere": lambda s: s.hub.retention.clear_elsewhere(s.it.ward.id, by=s.who.id),
    "minimisation.removable": lambda s: s.hub.minimisation.removable(s.it.ward.id),
    "minimisation.switch_on": lambda s: s.hub.minimisation.switch_on(s.it.ward.id, by=s.who.id),
    "minimisation.switch_off": _choose_details_again,
    "subject_access.save": _save_subject,
    "subject_access.collect": lambda s: s.hub.subject_access.collect(s.it.patient, by=s.who.id),
    "drafts.keep": lambda s: s.hub.drafts.keep([DRAFT], staff_id=s.who.id),
    "drafts.waiting": lambda s: s.hub.drafts.waiting(by=s.who.id),
    "drafts.drop": lambda s: s.hub.drafts.drop("none", by=s.who.id),
    "lock.is_kept": lambda s: s.hub.lock.is_kept,
    "lock.policy": lambda s: s.hub.lock.policy,
    "backup_settings.recorded_by": lambda s: s.hub.backup_settings.recorded_by(lambda _before, _after: None),
    "lock.recorded_by": lambda s: s.hub.lock.recorded_by(lambda _what: None),
    "lock.state": lambda s: s.hub.lock.state(),
    "lock.set_passphrase": lambda s: s.hub.lock.set_passphrase("four unrelated words"),
    "lock.set_pin": lambda s: s.hub.lock.set_pin(PIN),
    "lock.remember_here": lambda s: s.hub.lock.remember_here(),
    "lock.take_away": lambda s: s.hub.lock.take_away(Way.KEYRING),
    "lock.unwritten_recovery_key": lambda s: s.hub.lock.unwritten_recovery_key(),
    "lock.recovery_key_waits": lambda s: s.hub.lock.recovery_key_waits(),
    "lock.new_recovery_key": lambda s: s.hub.lock.new_recovery_key(),
    "lock.recovery_key_written": lambda s: s.hub.lock.recovery_key_written(RECOVERY_KEY),
    "lock.may_lock_anew": lambda s: s.hub.lock.may_lock_anew("four unrelated words"),
}
