"""How each method of each service is called in the walk: with arguments for which it does what it is for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.domain.wards import AccessSettings, NoteSettings, PatientField
from inpatient_hub.services.audit import AuditQuestion
from inpatient_hub.services.people import PersonDetails
from tests.services.making import TEMPLATE
from tests.services.reception import PIN, RECOVERY
from tests.services.rights.scene import DETAILS, Scene

Call = Callable[[Scene], object]


def _copy(scene: Scene) -> object:
    with scene.seat.as_program():
        shown = scene.hub.notes.preview(scene.it.run, by=scene.who.id)
    return scene.hub.notes.copy(scene.it.run, made_at=shown.made_at, by=scene.who.id, seen_hash=shown.text_hash)


def _export_audit(scene: Scene) -> object:
    with TemporaryDirectory() as folder:
        return scene.hub.audit.export(str(Path(folder) / "trail"))


CALLS: Mapping[str, Call] = {
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
    "audit.verify": lambda s: s.hub.audit.verify(),
    "audit.export": _export_audit,
    "audit.head": lambda s: s.hub.audit.head(),
    "audit.head_line": lambda s: s.hub.audit.head_line(),
    "audit.anchor": lambda s: s.hub.audit.anchor(),
    "audit.anchor_at_end": lambda s: s.hub.audit.anchor_at_end(),
    "audit.look": lambda s: s.hub.audit.look(),
    "audit.lock_changed": lambda s: s.hub.audit.lock_changed("passphrase"),
    "patients.find": lambda s: s.hub.patients.find(s.it.ward.id),
    "patients.count": lambda s: s.hub.patients.count(s.it.ward.id),
    "patients.facts": lambda s: s.hub.patients.facts(s.it.patient),
    "patients.view": lambda s: s.hub.patients.view(s.it.patient),
    "patients.add": lambda s: s.hub.patients.add(s.it.ward.id, DETAILS, by=s.who.id),
    "patients.edit": lambda s: s.hub.patients.edit(s.it.quiet_patient, DETAILS, seen_version=1, by=s.who.id),
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
    "notes.copy_again": lambda s: s.hub.notes.copy_again(s.it.copied, by=s.who.id),
    "notes.keep_copied": lambda s: s.hub.notes.keep_copied(
        replace(s.it.rendered, made_at=s.clock.now()), patient_id=s.it.patient, by=s.who.id
    ),
    "notes.mark_filed": lambda s: s.hub.notes.mark_filed(s.it.copied, by=s.who.id),
    "notes.take_back_filed": lambda s: s.hub.notes.take_back_filed(s.it.filed, by=s.who.id),
    "notes.mark_not_filed": lambda s: s.hub.notes.mark_not_filed(s.it.copied, "Written there", by=s.who.id),
    "notes.mark_in_error": lambda s: s.hub.notes.mark_in_error(s.it.copied, "Wrong words", by=s.who.id),
    "notes.take_back_in_error": lambda s: s.hub.notes.take_back_in_error(s.it.in_error, by=s.who.id),
    "tasks.due_by": lambda s: s.hub.tasks.due_by(s.it.ward.id, s.clock.today()),
    "tasks.history": lambda s: s.hub.tasks.history(s.it.claimed),
    "tasks.complete": lambda s: s.hub.tasks.complete(s.it.todo, by=s.who.id),
    "tasks.reopen": lambda s: s.hub.tasks.reopen(s.it.done, by=s.who.id),
    "tasks.claim": lambda s: s.hub.tasks.claim(s.it.todo, by=s.who.id),
    "tasks.release": lambda s: s.hub.tasks.release(s.it.claimed, by=s.who.id),
    "tasks.move": lambda s: s.hub.tasks.move(s.it.todo, s.clock.today() + timedelta(days=1), by=s.who.id),
    "tasks.mark_in_error": lambda s: s.hub.tasks.mark_in_error(s.it.todo, by=s.who.id),
    "today.view": lambda s: s.hub.today.view(s.it.ward.id),
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
}
