"""Damaged and hostile data files are refused naming file, key and reason, and never crash the program."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.readiness.data_file import LARGEST_FILE, Problems, ReadinessDataError, parse_toml, shipped_folder
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.overlay import laid_over
from inpatient_hub.readiness.overlay_file import read_tables
from inpatient_hub.readiness.profile_files import load_profiles
from tests.readiness.making import profiles

PROFILE_FILES = ["checks.toml", "sources.toml", "profiles/home.toml", "parts/windows.toml"]
LISTS = [path.name for path in sorted(shipped_folder().glob("*.toml")) if path.name != "sources.toml"]

HOSTILE = {
    "nothing at all": b"",
    "garbage": bytes(range(256)) * 4,
    "not TOML": b"<html>404</html>",
    "half a file": b'as_of = 2026-11-20\n[documents.wes\ntitle = "',
    "not UTF-8": 'title = "caf\u00e9"'.encode("latin-1"),
    "deep brackets": b"a = " + b"[" * 50_000,
    "deep tables": b"[" + b".".join([b"a"] * 200) + b"]\n",
    "a number without end": b"a = " + b"9" * 10_000,
    "a number beyond TOML": b"a = 0x" + b"f" * 5_000,
    "a day that no calendar has": b"as_of = 2026-02-31",
    "larger than any list": b"# " + b"x" * LARGEST_FILE,
    "a stray key": b"zzz = 1\n",
}


def copied(folder: Path) -> Path:
    return Path(shutil.copytree(shipped_folder(), folder / "readiness"))


def told(error: ReadinessDataError) -> str:
    return "\n".join(str(problem) for problem in error.problems)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("file", PROFILE_FILES)
def test_a_damaged_profile_file_is_refused_by_name(tmp_path: Path, file: str, kind: str) -> None:
    folder = copied(tmp_path)
    (folder / file).write_bytes(HOSTILE[kind])
    with pytest.raises(ReadinessDataError) as caught:
        load_profiles(folder=folder)
    assert file in told(caught.value)
    assert len(told(caught.value)) < 10_000


@pytest.mark.parametrize("kind", HOSTILE)
def test_damaged_lists_are_all_refused_by_name(tmp_path: Path, kind: str) -> None:
    folder = copied(tmp_path)
    for file in LISTS:
        (folder / file).write_bytes(HOSTILE[kind])
    with pytest.raises(ReadinessDataError) as caught:
        load_knowledge(folder)
    assert all(f"{file}: " in told(caught.value) for file in LISTS)
    assert "Install Inpatient Hub again." in caught.value.remedy


@pytest.mark.parametrize("file", LISTS)
def test_a_list_that_is_missing_is_refused_by_name(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    with pytest.raises(ReadinessDataError) as caught:
        load_knowledge(folder)
    assert f"{file}: The file cannot be opened" in told(caught.value)


@pytest.mark.parametrize("file", PROFILE_FILES)
def test_a_folder_in_the_place_of_a_file_is_refused_by_name(tmp_path: Path, file: str) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    (folder / file).mkdir()
    with pytest.raises(ReadinessDataError) as caught:
        load_profiles(folder=folder)
    assert f"{file}: This is not a file." in told(caught.value)


def test_a_folder_without_profiles_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    shutil.rmtree(folder / "profiles")
    with pytest.raises(ReadinessDataError) as caught:
        load_profiles(folder=folder)
    assert "profiles: The folder cannot be opened" in told(caught.value)


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind != "nothing at all"])
def test_a_damaged_file_of_a_trust_is_refused_as_its_own(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "profiles.toml"
    file.write_bytes(HOSTILE[kind])
    with pytest.raises(ReadinessDataError) as caught:
        load_profiles(file)
    assert "profiles.toml" in told(caught.value)
    assert caught.value.title == "Your trust's own readiness file cannot be used"


def test_a_folder_in_the_place_of_a_trusts_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "profiles.toml").mkdir()
    with pytest.raises(ReadinessDataError, match="own readiness file"):
        load_profiles(tmp_path / "profiles.toml")


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("profiles/home.toml", 'route = "internet"', 'route = "interweb"', "route: 'interweb' cannot stand here."),
        ("profiles/home.toml", '"workstation"', '"workstations"', "There is no part 'workstations'. Did you mean"),
        ("profiles/ward.toml", "[rules.HW-16]", "[rules.HW-61]", "'HW-61' is not a known check. Did you mean 'HW-"),
        ("profiles/ward.toml", '"R54.wes"', '"R54.wse"', "There is no source 'R54.wse'. Did you mean 'R54.wes'?"),
        ("profiles/ward.toml", "mbps = 1000", "mpbs = 1000", "NW-02 has no figure 'mpbs'. Did you mean 'mbps'?"),
        ("profiles/vdi.toml", 'leaves = ["OS-04"]', 'leaves = ["OS-44"]', "'OS-44' is not in the parts taken."),
        (
            "sources.toml",
            'document = "guide"',
            'document = "gude"',
            "There is no document 'gude'. Did you mean 'guide'?",
        ),
        ("checks.toml", 'group = "windows"', 'group = "doors"', "'doors' cannot stand here."),
    ],
)
def test_a_slip_in_a_file_is_told_with_its_key_and_a_guess(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    folder = copied(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ReadinessDataError) as caught:
        load_profiles(folder=folder)
    assert words in told(caught.value)
    assert file in told(caught.value)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_crash_the_reading(raw: bytes) -> None:
    problems = Problems()
    data = parse_toml(raw, "a.toml", problems)
    assert (data is None) == bool(problems.found)


@given(st.text(alphabet="[]{}=.\"'#\n abc019-:,tfn\\", max_size=200))
def test_nothing_that_looks_like_toml_crashes_a_trusts_file(text: str) -> None:
    problems = Problems()
    tables = parse_toml(f"[ward]\n{text}".encode(), "profiles.toml", problems) or {}
    changes = read_tables(tables, "profiles.toml", profiles(), load_knowledge().catalogue, problems)
    if not problems.found:
        assert set(laid_over(changes, profiles(), load_knowledge().catalogue)) == set(profiles())
