"""The transcript and protein of one copy: edits applied, exons joined, translated from the start.

Source: clinical rules 2.8; the standard genetic code (NCBI table 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.protein_names import STOP
from osteo_annot.values import dataclass

_BASES = "TCAG"
_RESIDUES = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_CODE = {"".join(codon): aa for codon, aa in zip(product(_BASES, repeat=3), _RESIDUES, strict=True)}


def translate(bases: str) -> str:
    """Residues up to and with the first stop; ``X`` for a codon with an unknown base.

    >>> translate("ATGNGGTAAGGG")
    'MX*'
    """
    before_stop, stop, _ = _residues(bases).partition(STOP)
    return before_stop + stop


@lru_cache(maxsize=256)
def _residues(bases: str) -> str:
    """All codons read, stops like any other; most people share most sequences, so they are kept."""
    return "".join(_CODE.get(bases[i : i + 3], "X") for i in range(0, len(bases) - 2, 3))


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Transcript bases replaced; an exon that is lost is an edit without ``alt``."""

    first: int
    """Index of the first replaced base; 0-based, on the transcript."""
    last: int
    """Index after the last replaced base; half-open; equals ``first`` for an insertion."""
    alt: str
    """New bases, 5' to 3' on the transcript."""

    @property
    def net(self) -> int:
        """Bases gained or lost."""
        return len(self.alt) - (self.last - self.first)


class OverlappingEditsError(ValueError):
    """Two edits of one copy replace the same base: they cannot both stand on it."""


@dataclass(frozen=True, slots=True)
class EditedTranscript:
    """The transcript of one copy."""

    bases: str
    edits: tuple[Edit, ...]
    """In transcript order, without overlap."""

    def moved(self, index: int) -> int:
        """Where the base at a 0-based reference index stands now.

        For a base that is gone: where the next base that is left stands.
        """
        shift = 0
        for edit in self.edits:
            if edit.last <= index:
                shift += edit.net
            elif edit.first < index:
                return edit.first + shift + len(edit.alt)
        return index + shift


def edited(reference: str, edits: Sequence[Edit]) -> EditedTranscript:
    """Apply edits to the reference transcript.

    Raises OverlappingEditsError where two edits replace the same base.
    """
    ordered = tuple(sorted(edits))
    pieces: list[str] = []
    position = 0
    for edit in ordered:
        if edit.first < position:
            raise OverlappingEditsError(f"{edit.first} lies before {position}")
        pieces += [reference[position : edit.first], edit.alt]
        position = edit.last
    pieces.append(reference[position:])
    return EditedTranscript("".join(pieces), ordered)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the ribosome makes of an edited transcript."""

    start: int | None
    """Index of the A of the start codon; 0-based, on the edited transcript; None if lost."""
    protein: str
    """One-letter residues with the stop as ``*`` if there is one; empty without a start."""
    stop_end: int | None
    """Index after the last base of the first stop codon, on the edited transcript."""
    read_through: str
    """Residues as if a new stop in the native frame were read on to the native one, else empty."""
    premature: bool
    """Whether the stop stands before the native stop codon, or, where that is lost, whether the
    protein is shorter than the native one."""
    frame_kept: bool
    """Whether the native stop codon is read in frame, if no stop came before."""
    native_stop_lost: bool
    """Whether the native stop codon was edited and does not end the reading frame any more."""


def read(transcript: EditedTranscript, gene: GeneModel) -> Reading:
    """Translate from the native start codon, if it still is one."""
    start = _start(transcript, gene)
    if start is None:
        return Reading(None, "", None, "", False, False, False)
    protein = translate(transcript.bases[start:])
    stop_end = start + 3 * len(protein) if protein.endswith(STOP) else None
    native_stop, lost = _native_stop(transcript, gene, start)
    frame_kept = (native_stop - start) % 3 == 0
    before = len(protein) <= gene.protein_length if lost else (stop_end or 0) <= native_stop
    premature = stop_end is not None and before
    in_native_frame = premature and frame_kept and not lost
    return Reading(
        start=start,
        protein=protein,
        stop_end=stop_end,
        read_through=_residues(transcript.bases[start : native_stop + 3])
        if in_native_frame
        else "",
        premature=premature,
        frame_kept=frame_kept,
        native_stop_lost=lost,
    )


def _native_stop(transcript: EditedTranscript, gene: GeneModel, start: int) -> tuple[int, bool]:
    """Where the native stop codon stands now, and whether it is lost.

    An edit inside the CDS that leaves a stop codon in frame at its end retains the stop.
    """
    first, last = gene.cds_end - 3, gene.cds_end
    touching = [e for e in transcript.edits if e.first < last and e.last > first]
    if not touching:
        return transcript.moved(first), False
    end = transcript.moved(last)
    retained = (
        all(e.last <= last for e in touching)
        and (end - start) % 3 == 0
        and translate(transcript.bases[end - 3 : end]) == STOP
    )
    return (end - 3, False) if retained else (transcript.moved(first), True)


def _start(transcript: EditedTranscript, gene: GeneModel) -> int | None:
    """Where translation starts; None when the start codon is lost.

    An edit that touches the codon retains the start where ATG still follows the whole
    5' untranslated region, or still stands before a whole codon 2.
    """
    first, last = gene.cds_start - 1, gene.cds_start + 2
    touching = [e for e in transcript.edits if e.first < last and e.last > first]
    if not touching:
        return transcript.moved(first)
    candidates: list[int] = []
    if all(e.last <= last for e in touching):
        candidates.append(transcript.moved(last) - 3)
    if all(e.first >= first for e in touching):
        candidates.append(transcript.moved(first))
    return next((i for i in candidates if transcript.bases[i : i + 3] == "ATG"), None)
