"""What the gallery shows of a content pack that came as a file: for an editor, for others, and one with faults."""

from inpatient_hub.content.pack_file import PackLook
from inpatient_hub.content.problems import Problem
from inpatient_hub.gui.dialogs.bring_in_pack import BringInPackDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page
from inpatient_hub.gui.navigation import PageId

_LOOK = PackLook(
    title="Thornfield older adults",
    version="2.1",
    owner="Bertha Mason, ward manager",
    workflows=3,
    templates=4,
    contacts=17,
    areas=5,
    problems=(),
)
_FAULTS = tuple(
    Problem("contacts.yaml", line, f"contacts[{at}].area", "There is no area 'moorr'.", "Did you mean 'moor'?")
    for at, line in enumerate((12, 20, 28, 36, 44, 52, 60))
)


def _offer(look: PackLook, *, may: bool) -> Act:
    def act(stage: Stage) -> None:
        BringInPackDialog(stage.window, "thornfield.hubpack", look, may=may).open()

    return act


PACK_SCENES: tuple[Scene, ...] = (
    Scene("pack-1", (to_page(PageId.TODAY), _offer(_LOOK, may=True)), (close_dialogs,)),
    Scene("pack-2-not-an-editor", (_offer(_LOOK, may=False),), (close_dialogs,)),
    Scene(
        "pack-3-faults",
        (
            _offer(
                PackLook("A pack without a name", "", "", 0, 0, 7, 0, _FAULTS),
                may=True,
            ),
        ),
        (close_dialogs,),
    ),
)
