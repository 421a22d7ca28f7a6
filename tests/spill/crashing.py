"""A process that opens a ward, holds a patient's name in memory, and crashes where a crash leaves a picture of it."""

import os
import resource
import sys
from pathlib import Path

from inpatient_hub.bootstrap import Place, open_hub
from tests.fakes.keyring import use_test_keyring

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    if sys.argv[1]:
        use_test_keyring()
        open_hub(Place(data_folder=Path(sys.argv[1])))
    os.abort()
