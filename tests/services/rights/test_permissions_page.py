"""The page about permissions shows what the code says: no role, right or method is missing or out of date."""

from inpatient_hub.domain.access import PERMISSIONS, ROLE_WORDS
from tests.architecture.source import ROOT
from tests.services.rights.marks import doors, matrix, methods, put_in
from tests.services.rights.scene import a_scene, records

PAGE = ROOT / "docs" / "permissions.md"


def test_the_page_of_permissions_shows_what_the_code_says(accept: bool) -> None:
    hub = a_scene(records().starter).hub
    text = PAGE.read_text(encoding="utf-8")
    made = put_in(text, {"rights and roles": matrix(), "methods": methods(hub)})
    if accept:
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert made == text, "run pytest with --accept, then review docs/permissions.md"


def test_the_tables_name_every_right_role_and_method() -> None:
    hub = a_scene(records().starter).hub
    assert all(f"| {permission.words} |" in matrix() for permission in PERMISSIONS.values())
    assert all(words in matrix().splitlines()[0] for words in ROLE_WORDS.values())
    assert all(f"`{door.name}`" in methods(hub) for door in doors(hub))
