"""The command line in a process of its own, with the tests' keyring in the place of the user's."""

import sys

from inpatient_hub.cli.main import main
from tests.fakes.keyring import use_test_keyring

use_test_keyring()
sys.exit(main())
