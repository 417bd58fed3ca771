"""The languages in which the first page can be written."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """A language, by its ISO 639-1 code."""

    EN = "en"
    DE = "de"
