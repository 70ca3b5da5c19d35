"""One cell of an office's own workbook: a value, a question, "not known", or unreadable."""

from .codes import read_code, read_codes, read_conveyance, read_country, read_flag
from .dates import read_date, settle_date_order, settle_month_numbers
from .money import read_money
from .numbers import read_number, settle_decimal
from .quantities import read_quantity
from .reading import Habits, Reading
from .routes import read_place_country, read_route
from .texts import read_hs, read_text

__all__ = [
    "Habits",
    "Reading",
    "read_code",
    "read_codes",
    "read_conveyance",
    "read_country",
    "read_date",
    "read_flag",
    "read_hs",
    "read_money",
    "read_number",
    "read_place_country",
    "read_quantity",
    "read_route",
    "read_text",
    "settle_date_order",
    "settle_decimal",
    "settle_month_numbers",
]
