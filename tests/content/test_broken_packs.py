"""A broken pack: every problem is told at once, with its file, line, key and what was probably meant."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inpatient_hub.content.check import check_folder
from inpatient_hub.content.loader import load_packs, problems_of
from inpatient_hub.content.problems import ContentError, did_you_mean, shown
from tests.accepted import DATA, check_accepted
from tests.content.making import CORE, changed, copied_core, written_pack

PACKS = DATA / "packs"

TOLD = [
    ("mistyped", "workflows/leave.yaml:22: steps[1].options[1].nxt: 'nxt' is not a known key. Did you mean 'next'?"),
    ("mistyped", "workflows/leave.yaml:11: steps[0].kind: 'infos' is not a known kind. Did you mean 'info'?"),
    ("mistyped", "templates/leave.yaml:14: fields[1].kind: 'pickone' is not a known kind. Did you mean 'pick_one'?"),
    ("mistyped", "contacts.yaml:7: contacts[0].channels[0].method: 'e-mail' cannot stand here. Did you mean 'email'?"),
    ("mistyped", "areas.yaml:2: areas[0].name: 'name' is missing."),
    ("mistyped", "pack.yaml:5: hiden: 'hiden' is not a known key. Did you mean 'hidden'?"),
    (
        "lost_ways",
        "workflows/wrong_next.yaml:16: steps[0].options[0].next: 'notes' is not a step. Did you mean 'note'?",
    ),
    (
        "lost_ways",
        "workflows/round.yaml:13: steps[1]: The steps go round: about > ready > about. Let one of them go on instead.",
    ),
    (
        "lost_references",
        "workflows/dentist.yaml:33: steps[3].service: 'dentistry' is not a service. Did you mean 'dentists'?",
    ),
    (
        "lost_references",
        "workflows/optician.yaml:13: steps[0].template: 'dentis' is not a note template. Did you mean 'dentist'?",
    ),
    ("lost_references", "contacts.yaml:28: contacts[2].area: 'contry' is not an area. Did you mean 'county'?"),
    (
        "lost_references",
        (
            "templates/dentist.yaml:15: fields[1].step: 'sent' is not a step of the workflow 'dentist'. "
            "Did you mean 'send'?"
        ),
    ),
    ("untrue", "templates/call.yaml:25: text: 'callr' is not a field of this template. Did you mean 'caller'?"),
    ("hides_too_much", "pack.yaml:7: hidden[1]: The core pack has nothing called 'imah'. Did you mean 'imha'?"),
    ("stray", "contact.yaml: This file is not read. Did you mean 'contacts.yaml'?"),
]


@pytest.mark.parametrize(("pack", "words"), TOLD, ids=[words.partition(": ")[0] for _, words in TOLD])
def test_a_problem_names_file_line_key_and_what_was_meant(pack: str, words: str) -> None:
    assert words in [str(problem) for problem in check_folder(PACKS / pack)]


@pytest.mark.parametrize("pack", sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir()))
def test_every_problem_of_a_pack_is_told_at_once(pack: str, accept: bool) -> None:
    problems = check_folder(PACKS / pack)
    check_accepted(f"packs/{pack}.txt", "\n".join(str(problem) for problem in problems), accept=accept)
    assert problems


@pytest.mark.parametrize("pack", sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir()))
def test_a_broken_local_pack_never_takes_the_core_pack_away(pack: str) -> None:
    content = load_packs(CORE, PACKS / pack)
    assert {"adult_safeguarding", "imha", "section_117_meeting"} <= {workflow.id for workflow in content.workflows}
    assert [str(problem) for problem in content.local_problems] == [str(one) for one in check_folder(PACKS / pack)]
    assert all(content.directory.for_service(service, "city") for service in ("advocacy", "housing", "aftercare"))


def test_a_broken_core_pack_is_an_error_that_holds_every_problem(tmp_path: Path) -> None:
    core = copied_core(tmp_path)
    changed(core / "workflows" / "imha.yaml", "kind: info\n", "kind: infos\n")
    changed(core / "contacts.yaml", "service: housing\n", "service: hosing\n")
    changed(core / "workflows" / "duty_to_refer.yaml", "next: note_declined", "next: note_refused")
    with pytest.raises(ContentError) as raised:
        load_packs(core, None)
    told = [str(problem) for problem in raised.value.problems]
    assert "workflows/imha.yaml:12: steps[0].kind: 'infos' is not a known kind. Did you mean 'info'?" in told
    assert "workflows/duty_to_refer.yaml:54: steps[2].options[2].next: 'note_refused' is not a step." in " ".join(told)
    assert sum("'hosing' is not a service. Did you mean 'housing'?" in one for one in told) == 2
    assert "workflows/imha.yaml:12" in raised.value.one_line()
    assert "Install Inpatient Hub again." in raised.value.one_line()


def test_a_core_pack_without_its_folder_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load_packs(tmp_path / "nowhere", None)
    assert str(raised.value.problems[0]) == "pack.yaml: There is no such file."


def test_a_folder_that_is_not_there_is_told_by_its_name_alone(tmp_path: Path) -> None:
    assert [str(problem) for problem in check_folder(tmp_path / "gone")] == ["gone: There is no such folder."]


def test_what_is_wrong_in_one_file_is_not_told_again_where_others_refer_to_it(tmp_path: Path) -> None:
    core = copied_core(tmp_path)
    changed(core / "templates" / "imha.yaml", "kind: pick_several", "kind: pick_sevral")
    changed(core / "contacts.yaml", "contacts:\n", "contacts: [\n")
    assert {problem.file for problem in problems_of(core, None)} == {"templates/imha.yaml", "contacts.yaml"}


def test_a_word_is_matched_whatever_its_case_and_never_at_great_length() -> None:
    assert did_you_mean("Consent", ["consent", "criteria"]) == "Did you mean 'consent'?"
    assert did_you_mean("x" * 100_000, ["x" * 99_999]) == ""
    assert did_you_mean("zebra", ["b", "a"], listing="Kinds") == "Kinds: a, b."


def test_a_quoted_value_stays_on_one_line_and_short() -> None:
    assert shown("a\n  b\x1bc") == "a   b c"
    assert shown("x" * 200) == "x" * 57 + "..."


CORE_FILES = sorted(path.relative_to(CORE).as_posix() for path in CORE.rglob("*.yaml"))
PIECES = [
    "",
    " ",
    "\n",
    ":",
    "- ",
    "{{",
    "%}",
    "'",
    '"',
    "next: end\n",
    "id: x\n",
    "\t",
    "&a ",
    "[",
    "|",
    "#",
    "{% if x %}",
]


SPOILS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(PIECES)), min_size=1, max_size=3)


def mangled(name: str, spoils: list[tuple[float, int, str]]) -> str:
    """A file of the core pack with pieces cut out and others put in."""
    text = (CORE / name).read_text(encoding="utf-8")
    for place, length, piece in spoils:
        start = int(place * len(text))
        text = text[:start] + piece + text[start + length :]
    return text


def test_a_local_workflow_that_reads_badly_in_a_core_note_is_left_out_alone(tmp_path: Path) -> None:
    text = (CORE / "workflows" / "imha.yaml").read_text(encoding="utf-8")
    local = written_pack(tmp_path, {"workflows/imha.yaml": text.replace("a referral", ":a referral")})
    content = load_packs(CORE, local)
    assert {problem.file for problem in content.local_problems} == {"workflows/imha.yaml"}
    assert "With its note 'imha': This does not read well" in content.local_problems[0].sentence
    assert content.workflows == load_packs(CORE, None).workflows


@settings(max_examples=40)
@given(st.sampled_from(CORE_FILES), SPOILS)
def test_a_mangled_local_pack_is_a_list_of_problems_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, name: str, spoils: list[tuple[float, int, str]]
) -> None:
    local = written_pack(tmp_path_factory.mktemp("mangled"), {name: ""})
    (local / name).write_text(mangled(name, spoils), encoding="utf-8", newline="\n")
    content = load_packs(CORE, local)
    assert len(content.workflows) >= 4
    assert [problem.file for problem in content.local_problems if problem.file not in (name, "pack.yaml")] == []


@settings(max_examples=15)
@given(st.sampled_from(CORE_FILES), SPOILS)
def test_a_mangled_core_pack_is_one_error_and_never_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, name: str, spoils: list[tuple[float, int, str]]
) -> None:
    core = copied_core(tmp_path_factory.mktemp("mangled"))
    (core / name).write_text(mangled(name, spoils), encoding="utf-8", newline="\n")
    problems = problems_of(core, None)
    with suppress(ContentError):
        load_packs(core, None)
    assert all(str(problem).isprintable() for problem in problems)
