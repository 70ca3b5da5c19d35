"""What crosses the border of an office: workbooks, published data, signed submissions, cards.

It names nothing here: the child that reads a file from outside (sandbox_child.py) starts for each,
and reads only the modules of that kind of file.
"""

import os

os.environ["OPENPYXL_LXML"] = "False"  # one parser on every machine: the defused one
