"""`python -m rilo_desktop.cli`."""

import sys

from rilo_desktop.cli import main

sys.exit(main())
