"""One VCF record as text: parsed word for word, a bad one kept with what is wrong with it.

The line is parsed here and not by a library because a library stops at the first malformed record
and normalises what the caller wrote; a record that cannot be read must end in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_BASES = re.compile(r"^[ACGTNRYKMSWBDHVacgtnrykmswbdhv]+$")
_SYMBOL = re.compile(r"<[^<>\s]+>")
_WHOLE = re.compile(r"-?[0-9]{1,10}")
_MAX_POSITION = 2**31 - 1
_MAX_SAMPLES_TEXT = 200


_ANY_ALT = frozenset(("<NON_REF>", "<*>"))
"""Alleles that stand for whatever else there might be."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a file, all samples."""

    ordinal: int
    """Number of the record among those read at the locus of its file, from 1."""
    contig: str
    position: int
    """POS, 1-based, as written."""
    identifier: str
    ref: str
    """REF as written, upper case."""
    alts: tuple[str, ...]
    """ALT alleles; empty when ALT is ``.``."""
    filters: tuple[str, ...]
    """FILTER values as written, without PASS and ``.``."""
    filter_text: str
    info: dict[str, str]
    """INFO by key, percent-decoded; a flag has an empty value; the first of a repeated key wins."""
    format: tuple[str, ...]
    samples: Sequence[str]
    """The sample columns as written, in file order."""
    block_end: int | None = None
    """Last base of which a reference block is believed, where that is not its END; 1-based."""

    @property
    def n_alleles(self) -> int:
        """REF and all ALT."""
        return 1 + len(self.alts)

    @property
    def is_block(self) -> bool:
        """Whether it is a reference block or a record without any ALT of its own."""
        alts = self.alts
        return not alts or (alts[0] in _ANY_ALT and all(alt in _ANY_ALT for alt in alts))

    @property
    def last(self) -> int:
        """Last base of which the genotype is believed; 1-based."""
        return self.reach if self.block_end is None else self.block_end

    @property
    def reach(self) -> int:
        """Last base by END of a block as written, else the end of REF; 1-based."""
        end = whole_number(self.info.get("END", "")) if self.is_block else None
        return max(self.position + len(self.ref) - 1, end or 0)

    def fields(self, column: int) -> dict[str, str]:
        """FORMAT fields of the sample in the 0-based column; trailing fields may be absent.

        The first of a repeated key wins.
        """
        pairs = list(zip(self.format, self.samples[column].split(":"), strict=False))
        return dict(reversed(pairs))


@dataclass(frozen=True, slots=True)
class BadRow:
    """A record that cannot be read."""

    ordinal: int
    text: str
    """The beginning of the line as written."""
    fault: str
    """One sentence."""


def whole_number(text: str) -> int | None:
    """A whole number of at most ten digits, or None; nothing else that Python takes for one.

    >>> whole_number("-12"), whole_number("1e5"), whole_number("9" * 5000)
    (-12, None, None)
    """
    return int(text) if _WHOLE.fullmatch(text) else None


def position_of(line: bytes) -> int | None:
    """POS of a line, or None where it is no whole number."""
    return whole_number((*line.split(b"\t", 2), b"")[1].decode("latin-1"))


def parse_row(line: str, ordinal: int, n_samples: int) -> Row | BadRow:
    """The record of a line without its end-of-line; never raises for bad content."""
    columns = line.split("\t")
    fault = _column_fault(columns, n_samples)
    if fault:
        return BadRow(ordinal, line[:_MAX_SAMPLES_TEXT], fault)
    chrom, pos, identifier, ref, alt, _, filters, info = columns[:8]
    return Row(
        ordinal=ordinal,
        contig=chrom,
        position=int(pos),
        identifier="" if identifier == "." else identifier,
        ref=ref.upper(),
        alts=() if alt == "." else tuple(a if _is_markup(a) else a.upper() for a in alt.split(",")),
        filters=tuple(f for f in filters.split(";") if f not in {"PASS", ".", ""}),
        filter_text=filters,
        info=_info(info),
        format=tuple(columns[8].split(":")) if len(columns) > 8 else (),
        samples=tuple(columns[9:]),
    )


def _column_fault(columns: list[str], n_samples: int) -> str:
    """What is wrong with the fixed columns, or an empty string."""
    if columns[0] not in LOCUS.contigs:
        return "CHROM is not written as the chromosome of the gene is written."
    expected = 8 if n_samples == 0 else 9 + n_samples
    if len(columns) != expected:
        return f"It has {len(columns)} columns, the header announces {expected}."
    pos, ref, alt = columns[1], columns[3], columns[4]
    position = whole_number(pos)
    if position is None or not 0 < position <= _MAX_POSITION:
        return "POS is not a position from 1 to 2,147,483,647."
    if not _BASES.match(ref) and ref != "<DIP>":
        return "REF is not a string of bases."
    if alt != "." and not all(_is_markup(a) or _BASES.match(a) for a in alt.split(",")):
        return "ALT holds something that is neither bases nor a symbolic allele nor a breakend."
    if n_samples and not columns[8]:
        return "FORMAT is empty."
    return ""


def _is_markup(alt: str) -> bool:
    """Whether an ALT is something else than bases: ``<DEL>``, ``*``, ``.`` or a breakend."""
    return alt in {"*", "."} or bool(_SYMBOL.fullmatch(alt)) or _is_breakend(alt)


def _is_breakend(alt: str) -> bool:
    """Whether an ALT is a breakend (VCF 4.5 section 5.4), paired or single."""
    return "[" in alt or "]" in alt or (len(alt) > 1 and (alt[0] == "." or alt[-1] == "."))


def _info(text: str) -> dict[str, str]:
    """INFO by key."""
    info: dict[str, str] = {}
    if text == ".":
        return info
    for part in text.split(";"):
        key, _, value = part.partition("=")
        info.setdefault(key, unquote(value) if "%" in value else value)
    return info
