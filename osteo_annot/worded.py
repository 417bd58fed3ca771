"""Enums whose members carry a machine id and the words that people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


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
