"""A draft paragraph by paragraph, with what the office says of each beside it."""

from .input import ConsultationInput

__all__ = ["ConsultationInput"]
