"""RILO Desktop: the offline workbench of a Regional Intelligence Liaison Office."""

__version__ = "0.2.0"

READER = "--read-file-in-this-process"
"""First argument of the frozen program where it starts itself to read a file, and nothing else."""
