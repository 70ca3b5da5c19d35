"""Check digits of numbers that name somebody. Each takes ASCII digits and capitals only."""

from __future__ import annotations


def luhn(digits: str) -> bool:
    """Payment cards and IMEI (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def iban(text: str) -> bool:
    """ISO 13616: the first four moved to the end, letters as numbers, modulo 97."""
    if not 15 <= len(text) <= 34:
        return False
    moved = text[4:] + text[:4]
    return int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def postal_item(text: str) -> bool:
    """S10 of the Universal Postal Union: RR123456785CN."""
    weighted = sum(
        int(digit) * weight
        for digit, weight in zip(text[2:10], (8, 6, 4, 2, 3, 5, 9, 7), strict=True)
    )
    check = 11 - weighted % 11
    return int(text[10]) == {10: 0, 11: 5}.get(check, check)


def cpf(digits: str) -> bool:
    """Brazil's number of a natural person."""
    for length in (9, 10):
        total = sum(int(d) * (length + 1 - n) for n, d in enumerate(digits[:length]))
        if int(digits[length]) != total * 10 % 11 % 10:
            return False
    return True


def air_waybill(digits: str) -> bool:
    """IATA: three digits of the airline, eight of the waybill."""
    return len(digits) == 11 and air_waybill_check_digit(digits[:10]) == int(digits[10])


def air_waybill_check_digit(digits: str) -> int:
    """The seven digits behind the airline's three, modulo 7. It does not protect the airline's, and
    takes a digit for one that differs from it by seven."""
    return int(digits[3:10]) % 7


def ship(digits: str) -> bool:
    """IMO number, seven digits."""
    return len(digits) == 7 and ship_check_digit(digits[:6]) == int(digits[6])


def ship_check_digit(digits: str) -> int:
    """Six digits weighted with 7 to 2; the last digit of their sum."""
    weighted = zip(digits, (7, 6, 5, 4, 3, 2), strict=True)
    return sum(int(digit) * weight for digit, weight in weighted) % 10


def container(text: str) -> bool:
    """ISO 6346: four letters, six digits and the check digit."""
    return container_check_digit(text[:10]) == int(text[10])


def container_check_digit(text: str) -> int:
    """A remainder of 10 is written as 0, so that these two are not told apart."""
    total = 0
    for place, sign in enumerate(text):
        number = int(sign) if sign.isdigit() else _CONTAINER_LETTERS[sign]
        total += number << place
    return total % 11 % 10


_CONTAINER_LETTERS = dict(
    zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [n for n in range(10, 39) if n % 11], strict=True)
)
