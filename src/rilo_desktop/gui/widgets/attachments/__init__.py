"""Files of a record."""

from .input import AttachmentsInput as AttachmentsInput
