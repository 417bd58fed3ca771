"""The two assemblies of the human genome."""

from __future__ import annotations

from enum import StrEnum


class Assembly(StrEnum):
    """A supported assembly; the value is the name in files and on the command line."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"
