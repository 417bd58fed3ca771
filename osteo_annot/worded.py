"""Enums whose members carry a machine id and the words that people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

LISTS: dict[str, type[Worded]] = {}
"""Every closed list by its name, as far as its module was imported."""


class Worded(StrEnum):
    """A member is its id, with its words beside it: ``NAME = ("ID", "What a report says.")``."""

    text: str
    """Wording for a report."""

    def __new__(cls, value: str, text: str) -> Self:
        """The member of an id and its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.text = text
        return member

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the list known by its name."""
        super().__init_subclass__(**options)
        LISTS[cls.__name__] = cls

    @classmethod
    def of(cls, value: str) -> Self:
        """The member of an id; raises ValueError where there is none."""
        for member in cls:
            if member == value:
                return member
        raise ValueError(f"{value} is no {cls.__name__}")

    @property
    def sentence_id(self) -> str:
        """Id of its words among the sentences: name of the list, a dot, id of the member."""
        return f"{type(self).__name__}.{self.value}"
