"""The ward and its patients, from a shell."""

from pathlib import Path

from inpatient_hub.bootstrap import Hub
from inpatient_hub.host.settings import read_settings
from tests.cli.conftest import Shell

PATIENT_KEYS = set(
    (
        "id name given_name family_name preferred_name nhs_number born_on room bed legal_status status admitted_on "
        "expected_discharge_on named_nurse alerts unfiled_notes runs_open"
    ).split()
)

FURTHER_WARD = ("ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN")


def test_an_empty_folder_has_no_ward_and_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    done = shell("ward", "show", "--data-dir", str(tmp_path))
    assert done.code == 1
    assert done.err.startswith("There is no ward here yet.")
    assert "ward set-up" in done.err


def test_a_ward_is_set_up_and_its_first_person_acts_from_then_on(shell: Shell, tmp_path: Path) -> None:
    made = shell(
        "ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN", "--data-dir",
        str(tmp_path), "--json",
    ).json  # fmt: skip
    assert made["ward"]["name"] == "Byron Ward"
    assert made["person"] == {"id": made["person"]["id"], "name": "Mary Garth", "role": "RMN"}
    settings = read_settings(tmp_path)
    assert (settings.ward_id, settings.staff_id) == (made["ward"]["id"], made["person"]["id"])
    shown = shell("ward", "show", "--data-dir", str(tmp_path))
    assert shown.out.startswith("Byron Ward  ")
    assert "Early 07:00 to 14:30" in shown.out
    assert "Mary Garth" in shown.out


def test_a_second_ward_leaves_the_ward_in_use_alone(hub: Shell, folder: Path) -> None:
    before = read_settings(folder)
    assert hub(*FURTHER_WARD, "--by", "Margaret Hale").code == 0
    assert read_settings(folder) == before
    assert hub("ward", "show").out.startswith("Keats Ward")
    assert hub("ward", "show", "--ward", "byron ward").out.startswith("Byron Ward")


def test_a_second_ward_is_set_up_by_a_senior_admin_only(hub: Shell, opened: Hub) -> None:
    unnamed = hub(*FURTHER_WARD)
    assert (unnamed.code, unnamed.out) == (1, "")
    assert unnamed.err.startswith("It is not clear who is doing this. There is a ward already. A further one is set up")
    refused = hub(*FURTHER_WARD, "--by", "Esther Summerson")
    assert refused.code == 1
    assert refused.err.startswith("You may not do this. 'Set up a further ward' is for another role.")
    assert len(opened.wards.all()) == 1


def test_where_there_are_several_wards_and_none_was_used_they_are_listed(hub: Shell, folder: Path) -> None:
    assert hub(*FURTHER_WARD, "--by", "Margaret Hale").code == 0
    (folder / "settings.json").unlink()
    done = hub("ward", "show")
    assert done.code == 1
    assert done.err.startswith("It is not clear which ward is meant. This store holds several. Say which with --ward:")
    assert {line.split("  ")[-1] for line in done.err.splitlines()[1:]} == {"Keats Ward", "Byron Ward"}


def test_an_unknown_ward_is_refused_with_the_wards_there_are(hub: Shell) -> None:
    done = hub("patient", "list", "--ward", "Shelley Ward")
    assert done.code == 1
    assert "No such ward" in done.err
    assert "Keats Ward" in done.err


def test_the_same_ward_is_not_set_up_twice(hub: Shell) -> None:
    named = ["--name", "keats ward", "--person", "Mary Garth", "--role", "RMN", "--by", "Margaret Hale"]
    done = hub("ward", "set-up", *named)
    assert done.code == 1
    assert "already" in done.err


def test_the_ward_is_shown_as_data(hub: Shell) -> None:
    shown = hub("ward", "show", "--json").json
    assert set(shown) == {"ward", "staff", "patients", "unfiled_notes"}
    assert (len(shown["staff"]), shown["patients"], shown["unfiled_notes"]) == (12, 18, 3)


def test_patients_are_found_by_name_bed_and_number(hub: Shell) -> None:
    assert "DASHWOOD, Elinor" in hub("patient", "list", "--search", "dash elin").out
    found = hub("patient", "list", "--search", "999 339 5633").out
    assert "EARNSHAW, Catherine" in found
    assert "999 339 5633" in found
    assert found.endswith("1 patient\n")


def test_a_long_list_says_how_much_of_it_is_shown(hub: Shell) -> None:
    done = hub("patient", "list", "--limit", "5")
    assert done.out.splitlines()[-1] == "5 of 18 patients. Add --limit 0 for all."
    assert len(done.out.splitlines()) == 7
    assert hub("patient", "list", "--limit", "0").out.splitlines()[-1] == "18 patients"
    assert hub("patient", "list", "--limit", "-1").code == 1


def test_patients_are_listed_as_data(hub: Shell, opened: Hub) -> None:
    listed = hub("patient", "list", "--json").json
    assert set(listed) == {"patients", "total"}
    assert (len(listed["patients"]), listed["total"]) == (18, 18)
    assert all(set(one) == PATIENT_KEYS for one in listed["patients"])
    cathy = next(one for one in listed["patients"] if one["name"] == "Catherine Earnshaw")
    assert (cathy["bed"], cathy["born_on"], cathy["nhs_number"]) == ("4", "1994-03-14", "9993395633")
    assert (cathy["legal_status"], cathy["unfiled_notes"], cathy["runs_open"]) == ("s3", 1, 2)
    assert {"text": "Penicillin allergy", "stands_out": True} in cathy["alerts"]


def test_a_long_list_is_read_page_by_page_without_loss(monkeypatch, hub: Shell) -> None:
    monkeypatch.setattr("inpatient_hub.cli.listing.PAGE", 4)
    names = [one["name"] for one in hub("patient", "list", "--json").json["patients"]]
    assert len(names) == len(set(names)) == 18
    assert len(hub("patient", "list", "--json", "--limit", "6").json["patients"]) == 6
