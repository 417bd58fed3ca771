"""The drawing of what the two copies leave of the protein, to scale."""

from __future__ import annotations

from osteo_annot.copies.outcome import NMD_DISTANCE, Effect
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.record.protein import protein_features
from osteo_annot.report.figure.svg import box, drawing, hatched, label, line
from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.copy_words import exons_with
from osteo_annot.report.result.model import Result
from osteo_annot.report.text import shortened
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State

_LEFT, _RIGHT, _WIDTH, _BAR = 96.0, 936.0, 960.0, 20.0
_CHARACTER = 6.3
_TOP, _STEP = 66.0, 52.0

_FEATURES = {"SIGNAL": "signal peptide", "TRANSMEM": "transmembrane"}
"""Features of the record that are drawn, by their kind."""


def last_nmd_codon(gene: GeneModel) -> int:
    """The last codon whose stop leads to nonsense-mediated decay: wholly before the limit."""
    return (gene.last_junction - NMD_DISTANCE) // 3


def protein_figure(result: Result) -> str:
    """A strip of residues per copy with features, the limit of decay and premature stops.

    Empty while the data contradict each other.
    """
    if result.verdict.state is State.INDETERMINATE:
        return ""
    gene = gene_model(result.assembly)
    bottom = _TOP + _STEP * len(result.copies)
    body = _ruler(gene, bottom)
    for index, copy in enumerate(result.copies):
        body += _strip(copy, gene, _TOP + _STEP * index)
    return drawing(
        "protein",
        "The protein of each copy",
        " ".join(_described(copy) for copy in result.copies),
        (_WIDTH, bottom + 34),
        *body,
    )


def _described(copy: Copy) -> str:
    """One strip in words."""
    outcome = copy.outcome
    stop = outcome.ptc_codon
    words = f"{copy.name}: {shortened(outcome.protein, 60)}."
    return words if stop is None else f"{words} Premature stop at codon {stop}."


def _x(gene: GeneModel, residue: float) -> float:
    """Left edge of a residue (1-based); one past the last is the right edge."""
    return _LEFT + (_RIGHT - _LEFT) * (residue - 1) / gene.protein_length


def exon_residues(gene: GeneModel, number: int) -> tuple[int, int]:
    """First and last residue (1-based, closed) that an exon codes for, in whole or in part."""
    exon = gene.exons[number - 1]
    first = max(exon.tx_start, gene.cds_start) - gene.cds_start
    last = min(exon.tx_end, gene.cds_end - 3) - gene.cds_start
    return first // 3 + 1, last // 3 + 1


def _features(gene: GeneModel) -> list[str]:
    """Signal peptide and transmembrane helix, as the record has them."""
    drawn: list[str] = []
    for feature in protein_features():
        if feature.kind in _FEATURES:
            x, end = _x(gene, feature.start), _x(gene, feature.end + 1)
            text = f"{_FEATURES[feature.kind]} {feature.start}–{feature.end}"
            anchor, at = ("start", x) if feature.start == 1 else ("end", end)
            drawn.append(box(x, 24, end - x, 12, "feature"))
            drawn.append(label(text, at, 18, "axis-word", anchor))
    return drawn


def _ruler(gene: GeneModel, bottom: float) -> list[str]:
    """Features on top, the limit of decay, residue numbers and exon borders below."""
    drawn = _features(gene)
    limit = last_nmd_codon(gene)
    x = _x(gene, limit + 1)
    drawn.append(line(x, 40, x, bottom - 8, "limit"))
    text = f"stops up to codon {limit}: mRNA degraded (NMD); from {limit + 1}: escape"
    drawn.append(label(text, x - 6, 50, "axis-word", "end"))
    drawn.append(line(_LEFT, bottom, _RIGHT, bottom, "axis"))
    for residue in (1, 50, 100, 150, 200, 250, 300, gene.protein_length):
        at = _x(gene, residue + 0.5)
        drawn += [line(at, bottom, at, bottom + 4, "axis"), label(str(residue), at, bottom + 16)]
    drawn.append(label("residue", 4, bottom + 16, "faint", "start"))
    drawn.append(label("exon", 4, bottom + 30, "faint", "start"))
    for exon in gene.exons:
        first, last = exon_residues(gene, exon.number)
        start, end = _x(gene, first), _x(gene, last + 1)
        drawn.append(line(start, bottom + 20, start, bottom + 32, "axis"))
        drawn.append(label(str(exon.number), (start + end) / 2, bottom + 30, "faint"))
    return drawn


_NOT_PREDICTED = {
    Effect.NOT_EXAMINED,
    Effect.UNDECIDED,
    Effect.START_LOST,
    Effect.SPLICE_SITE_LOST,
    Effect.LAST_EXON_LOST,
    Effect.GENE_DISRUPTED,
}
"""Products of which no residue can be drawn as made or lost."""


def _strip(copy: Copy, gene: GeneModel, y: float) -> list[str]:
    """What is kept and what is missing of one copy's protein."""
    outcome = copy.outcome
    stop, protein = outcome.ptc_codon, outcome.protein
    drawn = [label(copy.name, 4, y + 14, "name", "start")]
    if protein.startswith("p.0"):
        return drawn + _missing(gene, y, 1, gene.protein_length, "no protein")
    if stop is not None:
        made = [] if outcome.nmd else _unseen(copy, gene, y, stop - 1)
        return drawn + _until_stop(gene, y, stop, outcome.nmd) + made
    if outcome.effect in _NOT_PREDICTED:
        drawn.append(box(_LEFT, y, _RIGHT - _LEFT, _BAR, "unknown"))
        unseen = outcome.effect is Effect.NOT_EXAMINED
        word = "not examined" if unseen else "cannot be predicted"
        drawn.append(label(word, (_LEFT + _RIGHT) / 2, y + 14, "axis-word"))
        return drawn
    drawn.append(box(_LEFT, y, _RIGHT - _LEFT, _BAR, "kept"))
    drawn += _unseen(copy, gene, y, gene.protein_length)
    for exon in outcome.exons_lost:
        drawn += _missing(gene, y, *exon_residues(gene, exon), "lost")
    return drawn


def _unseen(copy: Copy, gene: GeneModel, y: float, last_made: int) -> list[str]:
    """Residues (up to the last that is made) of exons that were not examined."""
    drawn: list[str] = []
    for exon in exons_with(copy, CopyStatus.NOT_EXAMINED):
        first, last = exon_residues(gene, exon)
        x, end = _x(gene, first), _x(gene, min(last, last_made) + 1)
        if end <= x:
            continue
        drawn.append(box(x, y, end - x, _BAR, "unseen"))
        word = CopyStatus.NOT_EXAMINED.text
        if end - x > len(word) * _CHARACTER:
            drawn.append(label(word, (x + end) / 2, y + 14, "unseen-word"))
    return drawn


def _missing(gene: GeneModel, y: float, first: int, last: int, word: str) -> list[str]:
    """Residues (1-based, closed) that are not made."""
    x, end = _x(gene, first), _x(gene, last + 1)
    drawn = [box(x, y, end - x, _BAR, "plate"), hatched("protein", x, y, end - x, _BAR)]
    half = len(word) * _CHARACTER / 2 + 4
    if end - x > 2 * half:
        middle = (x + end) / 2
        drawn.append(box(middle - half, y + 3, 2 * half, _BAR - 6, "plate"))
        drawn.append(label(word, middle, y + 14, "lost-word"))
    return drawn


def _until_stop(gene: GeneModel, y: float, stop: int, nmd: bool | None) -> list[str]:
    """Residues before a premature stop, and none after it."""
    at = min(stop, gene.protein_length + 1)
    x = _x(gene, at)
    drawn = [box(_LEFT, y, x - _LEFT, _BAR, "unknown" if nmd else "kept")]
    if at <= gene.protein_length:
        word = "mRNA expected to be degraded" if nmd else "not made"
        drawn += _missing(gene, y, at, gene.protein_length, word)
    text = f"■ stop, codon {stop}"
    half = len(text) * _CHARACTER / 2
    middle = min(max(x, _LEFT + half), _RIGHT - half)
    drawn += [
        line(x, y - 4, x, y + _BAR + 4, "stop"),
        label(text, middle, y + _BAR + 16, "stop-word"),
    ]
    return drawn
