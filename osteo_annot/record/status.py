"""How sure a statement of the record is."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Closed vocabulary of the status of a statement or of a row of a table."""

    VERIFIED = "VERIFIED"
    SECONDARY = "SECONDARY"
    INFERRED = "INFERRED"
    UNVERIFIED = "UNVERIFIED"
    NOT_FOUND = "NOT FOUND"

    @property
    def is_fact(self) -> bool:
        """Whether it may be stated without its status; every other status must be shown."""
        return self is Status.VERIFIED
