"""Fields that are made when somebody sees them or asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .form import Field


class Fields(Mapping[str, Field]):
    """Every field of a form by its name. Whoever asks for one that is not made yet gets it."""

    def __init__(
        self, made: Mapping[str, Field], names: Sequence[str], make: Callable[[str], None]
    ):
        self._made, self._names, self._make = made, tuple(names), make

    def __getitem__(self, name: str) -> Field:
        if name not in self._made:
            self._make(name)
        return self._made[name]

    @property
    def made(self) -> Mapping[str, Field]:
        """Those that somebody saw or asked for."""
        return self._made

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
