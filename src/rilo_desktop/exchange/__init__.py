"""What crosses the border of an office: workbooks, published data, signed submissions, cards.

It names nothing here: the child that reads a file from outside (reader_process.py) starts for each,
and reads only the modules of that kind of file.
"""
