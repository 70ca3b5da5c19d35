"""RILO Desktop: the offline workbench of a Regional Intelligence Liaison Office."""

__version__ = "0.1.0"
