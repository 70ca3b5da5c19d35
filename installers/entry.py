"""Where the frozen programs begin: `rilo` is the console, every other name the window."""

import sys
from pathlib import PurePath

from rilo_desktop import READER

if sys.argv[1:2] == [READER]:
    from rilo_desktop.exchange.sandbox_child import entered

    entered(sys.argv)
elif PurePath(sys.argv[0]).stem.lower() == "rilo":
    from rilo_desktop.cli import main as console

    sys.exit(console())
else:
    from rilo_desktop.app import main as window

    sys.exit(window())
