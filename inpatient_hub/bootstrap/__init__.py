"""Puts the program together: the one place that knows which store, which clock and which content are used.

Importing it is quick; what is slow to load (the database library, the content checker) is loaded by the function that
needs it, so that a window can be painted first.
"""

from inpatient_hub.bootstrap.about import About, told_about
from inpatient_hub.bootstrap.auditing import record_lock_change, record_second_place
from inpatient_hub.bootstrap.checks import open_readiness
from inpatient_hub.bootstrap.hub import Hub, first_look, hub_over, load_content, open_hub
from inpatient_hub.bootstrap.keeping import check_second
from inpatient_hub.bootstrap.locks import (
    ephemeral,
    key_at_hand,
    lying_open,
    refuse_without_ward,
    unlocked,
    unlocked_by,
    unlocked_by_words,
    vault_of,
    with_lock_anew,
    with_new_lock,
)
from inpatient_hub.bootstrap.neighbours import handed_pack, is_handed_on, knock, knocked_at, take_back
from inpatient_hub.bootstrap.policy import as_set, settings_of, trust_policy_of
from inpatient_hub.bootstrap.restoring import (
    import_export,
    is_mended_by_restoring,
    preview_backup,
    put_key_file_back,
    rescue_store,
    restore_backup,
    told_of_people,
    when_made,
)
from inpatient_hub.bootstrap.ways import GO_ON, RESCUE, RESTORE, START_EMPTY, USE_COPY, Way, go_way, ways_forward
from inpatient_hub.host.place import Place

__all__ = [
    "GO_ON",
    "RESCUE",
    "RESTORE",
    "START_EMPTY",
    "USE_COPY",
    "About",
    "Hub",
    "Place",
    "Way",
    "as_set",
    "check_second",
    "ephemeral",
    "first_look",
    "go_way",
    "handed_pack",
    "hub_over",
    "import_export",
    "is_handed_on",
    "is_mended_by_restoring",
    "key_at_hand",
    "knock",
    "knocked_at",
    "load_content",
    "lying_open",
    "open_hub",
    "open_readiness",
    "preview_backup",
    "put_key_file_back",
    "record_lock_change",
    "record_second_place",
    "refuse_without_ward",
    "rescue_store",
    "restore_backup",
    "settings_of",
    "take_back",
    "told_about",
    "told_of_people",
    "trust_policy_of",
    "unlocked",
    "unlocked_by",
    "unlocked_by_words",
    "vault_of",
    "ways_forward",
    "when_made",
    "with_lock_anew",
    "with_new_lock",
]
