"""The two assemblies of the human genome, as seen from chromosome 6."""

from __future__ import annotations

from enum import StrEnum


class Assembly(StrEnum):
    """A supported assembly; the value is the name in files and on the command line."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"

    @property
    def chr6_length(self) -> int:
        """Length of chromosome 6 in bases (NCBI assembly report)."""
        return 171_115_067 if self is Assembly.GRCH37 else 170_805_979

    @property
    def chr6_accession(self) -> str:
        """RefSeq accession of chromosome 6, with version."""
        return "NC_000006.11" if self is Assembly.GRCH37 else "NC_000006.12"


CHR6_LENGTHS: dict[int, Assembly] = {assembly.chr6_length: assembly for assembly in Assembly}
"""Assembly by the length of chromosome 6 in bases."""

CHR6_NAMES: dict[str, Assembly | None] = {
    "6": None,
    "chr6": None,
    "NC_000006.11": Assembly.GRCH37,
    "CM000668.1": Assembly.GRCH37,
    "NC_000006.12": Assembly.GRCH38,
    "CM000668.2": Assembly.GRCH38,
}
"""Contig names of chromosome 6, with the assembly where the name itself tells it."""

OTHER_CHR6_LENGTHS: dict[int, str] = {
    172_126_628: "T2T-CHM13v2.0",
    170_899_992: "NCBI36 (hg18)",
}
"""Lengths of chromosome 6 on human assemblies that are not supported, to name them in a refusal."""
