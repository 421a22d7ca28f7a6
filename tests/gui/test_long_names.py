"""Every question about a patient with very long names, in the smallest window: nothing that must be read is cut."""

import pytest

from inpatient_hub.gui.gallery_long_names import LONG_NAME_SCENES
from tests.gui.large_text import cut_in, tell

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.mark.parametrize("scale", [100, 200])
def test_no_long_name_reaches_out_of_its_window(scale: int) -> None:
    tell(cut_in(LONG_NAME_SCENES, scale))
