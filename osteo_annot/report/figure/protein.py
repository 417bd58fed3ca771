"""The drawing of the protein that each copy makes: kept, altered, missing, and where it ends.

To scale. The axis is that of the reference protein, longer where a copy reads on beyond its end.
"""

from __future__ import annotations

from osteo_annot.copies.outcome import Effect, last_decaying_codon
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.record.protein import protein_features
from osteo_annot.report.figure.readings import drawn_copies
from osteo_annot.report.figure.svg import box, drawing, filled, label, line, path
from osteo_annot.report.result.copy_model import Copy, Outcome, Product
from osteo_annot.report.result.copy_words import exons_with, residue_words
from osteo_annot.report.result.model import Result
from osteo_annot.report.text import shortened
from osteo_annot.sentences.texts import captions
from osteo_annot.sentences.texts import pictures as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.copy_status import CopyStatus

_LEFT, _RIGHT, _WIDTH, _BAR = 96.0, 936.0, 960.0, 20.0
_CHARACTER = 6.3
_TOP, _STEP, _HEADING = 66.0, 52.0, 24.0
_LEAST = 3.0
"""Least width of altered residues, so that one is seen."""

_FEATURES = {"SIGNAL": "signal peptide", "TRANSMEM": "transmembrane"}
"""Features of the record that are drawn, by their kind."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Residue to x."""

    gene: GeneModel
    residues: int
    """Residues that the axis holds: those of the reference, or of the longest protein."""

    def x(self, residue: float) -> float:
        """Left edge of a residue (1-based); one past the last is the right edge."""
        return _LEFT + (_RIGHT - _LEFT) * (residue - 1) / self.residues


def protein_figure(result: Result) -> str:
    """A strip of residues per copy with features, the limit of decay and premature stops.

    While the data contradict each other both readings are drawn; empty where there is none.
    """
    drawn = drawn_copies(result)
    if not drawn:
        return ""
    gene = gene_model(result.assembly)
    made = [copy.outcome.product for one in drawn for copy in one.copies]
    axis = _Axis(gene, max([gene.protein_length, *(p.length for p in made if p)]))
    strips: list[str] = []
    words: list[str] = []
    y = _TOP
    for one in drawn:
        if one.heading:
            strips.append(label(one.heading, 4, y + 10, "name", "start"))
            words.append(f"{one.heading}.")
            y += _HEADING
        for copy in one.copies:
            strips += _strip(copy, axis, y)
            words.append(_described(copy, gene))
            y += _STEP
    body = [*_features(axis), *_limit(axis, y), *_ruler(axis, y), *strips]
    return drawing("protein", "The protein of each copy", " ".join(words), (_WIDTH, y + 34), *body)


def _described(copy: Copy, gene: GeneModel) -> str:
    """One strip in words."""
    outcome = copy.outcome
    words = f"{copy.name}: {shortened(outcome.protein, 60)}."
    if residues := residue_words(outcome, gene.protein_length):
        words += f" Residues: {residues}."
    if outcome.nmd:
        words += f" {captions.DEGRADED().text}."
    unseen = outcome.effect is Effect.NOT_EXAMINED
    return f"{words} {CopyStatus.NOT_EXAMINED.text.capitalize()}." if unseen else words


def exon_residues(gene: GeneModel, number: int) -> tuple[int, int]:
    """First and last residue (1-based, closed) that an exon codes for, in whole or in part."""
    exon = gene.exons[number - 1]
    first = max(exon.tx_start, gene.cds_start) - gene.cds_start
    last = min(exon.tx_end, gene.cds_end - 3) - gene.cds_start
    return first // 3 + 1, last // 3 + 1


def _features(axis: _Axis) -> list[str]:
    """Signal peptide and transmembrane helix, as the record has them."""
    drawn: list[str] = []
    for feature in protein_features():
        if feature.kind in _FEATURES:
            x, end = axis.x(feature.start), axis.x(feature.end + 1)
            text = f"{_FEATURES[feature.kind]} {feature.start}–{feature.end}"
            anchor, at = ("start", x) if feature.start == 1 else ("end", end)
            drawn.append(box(x, 24, end - x, 12, "feature"))
            drawn.append(label(text, at, 18, "axis-word", anchor))
    return drawn


def _limit(axis: _Axis, bottom: float) -> list[str]:
    """The limit of decay on the reference transcript."""
    codon = last_decaying_codon(axis.gene)
    x = axis.x(codon + 1)
    text = say.DECAY_LIMIT(last=codon, first=codon + 1).text
    return [line(x, 40, x, bottom - 8, "limit"), label(text, x - 6, 50, "axis-word", "end")]


def _ruler(axis: _Axis, bottom: float) -> list[str]:
    """Residue numbers and exon borders below."""
    gene = axis.gene
    drawn = [line(_LEFT, bottom, _RIGHT, bottom, "axis")]
    ends = [gene.protein_length, axis.residues]
    numbers = [1, *range(50, axis.residues - 15, 50), *ends]
    for residue in sorted({n for n in numbers if n in ends or abs(n - ends[0]) > 15}):
        at = axis.x(residue + 0.5)
        drawn += [line(at, bottom, at, bottom + 4, "axis"), label(str(residue), at, bottom + 16)]
    drawn.append(label("residue", 4, bottom + 16, "faint", "start"))
    drawn.append(label("exon", 4, bottom + 30, "faint", "start"))
    for exon in gene.exons:
        first, last = exon_residues(gene, exon.number)
        start, end = axis.x(first), axis.x(last + 1)
        drawn.append(line(start, bottom + 20, start, bottom + 32, "axis"))
        drawn.append(label(str(exon.number), (start + end) / 2, bottom + 30, "faint"))
    return drawn


def _strip(copy: Copy, axis: _Axis, y: float) -> list[str]:
    """What one copy makes of the protein, and what is missing."""
    outcome, native = copy.outcome, axis.gene.protein_length
    drawn = [label(copy.name, 4, y + 14, "name", "start")]
    if outcome.effect is Effect.NO_PRODUCT:
        return drawn + _missing(axis, y, 1, native, "no protein")
    if outcome.product is None:
        end = axis.x(native + 1)
        unseen = outcome.effect is Effect.NOT_EXAMINED
        word = CopyStatus.NOT_EXAMINED.text if unseen else "cannot be predicted"
        drawn.append(box(_LEFT, y, end - _LEFT, _BAR, "unknown"))
        return [*drawn, label(word, (_LEFT + end) / 2, y + 14, "axis-word")]
    made = outcome.product
    drawn += _made(outcome, made, axis, y)
    if not outcome.nmd:
        drawn += _unseen(copy, axis, y, native if made.same_at_end else min(made.length, native))
    return drawn + _ended(outcome, made, axis, y)


def _made(outcome: Outcome, made: Product, axis: _Axis, y: float) -> list[str]:
    """The residues: those of the reference, those that are altered, and those that are missing."""
    native = axis.gene.protein_length
    kept = "unknown" if outcome.nmd else "kept"
    start, end = made.same_at_start, native - made.same_at_end
    drawn = _run(axis, y, 1, start, kept) + _run(axis, y, end + 1, native, kept)
    # In the native frame the altered residues take the place of those that are missing.
    reached = start + made.altered
    if made.same_at_end:
        reached = min(reached, end)
    word = captions.DEGRADED().text if outcome.nmd else "missing"
    drawn += _missing(axis, y, reached + 1, end, word)
    if made.altered and reached > start:
        x = axis.x(start + 1)
        width = max(axis.x(reached + 1) - x, _LEAST)
        drawn += [box(x, y, width, _BAR, "plate"), filled("protein-altered", x, y, width, _BAR)]
    inserted = start + made.altered - reached
    return drawn + (_inserted(axis.x(reached + 1), y, inserted) if inserted else [])


def _run(axis: _Axis, y: float, first: int, last: int, class_: str) -> list[str]:
    """Residues of the reference (1-based, closed); nothing for an empty run."""
    if first > last:
        return []
    return [box(axis.x(first), y, axis.x(last + 1) - axis.x(first), _BAR, class_)]


def _inserted(x: float, y: float, count: int) -> list[str]:
    """Residues more than the reference has at a place: a wedge with their number."""
    wedge = path(f"M{x - 5:.1f} {y - 8:.1f}h10l-5 8z", "mark")
    return [wedge, label(f"{count} inserted", x + 8, y - 3, "stop-word", "start")]


def _unseen(copy: Copy, axis: _Axis, y: float, last_made: int) -> list[str]:
    """Residues (up to the last that is made) of exons that were not examined."""
    drawn: list[str] = []
    for exon in exons_with(copy, CopyStatus.NOT_EXAMINED):
        first, last = exon_residues(axis.gene, exon)
        x, end = axis.x(first), axis.x(min(last, last_made) + 1)
        if end <= x:
            continue
        drawn.append(box(x, y, end - x, _BAR, "unseen"))
        word = CopyStatus.NOT_EXAMINED.text
        if end - x > len(word) * _CHARACTER:
            drawn.append(label(word, (x + end) / 2, y + 14, "unseen-word"))
    return drawn


def _missing(axis: _Axis, y: float, first: int, last: int, word: str) -> list[str]:
    """Residues of the reference (1-based, closed) that are not made; none for an empty run."""
    if first > last:
        return []
    x, end = axis.x(first), axis.x(last + 1)
    drawn = [box(x, y, end - x, _BAR, "plate"), filled("protein-lost", x, y, end - x, _BAR)]
    half = len(word) * _CHARACTER / 2 + 4
    if end - x > 2 * half:
        middle = (x + end) / 2
        drawn.append(box(middle - half, y + 3, 2 * half, _BAR - 6, "plate"))
        drawn.append(label(word, middle, y + 14, "lost-word"))
    return drawn


def _ended(outcome: Outcome, made: Product, axis: _Axis, y: float) -> list[str]:
    """Where the protein ends, if it is not its native end; and the altered residues by number."""
    native = axis.gene.protein_length
    words: list[str] = []
    if made.altered and not made.same_at_end:
        words.append(say.ALTERED(first=made.same_at_start + 1, last=made.length).text)
    elsewhere = made.length != native and not made.same_at_end
    if elsewhere and outcome.effect is not Effect.NO_STOP:
        words.append(say.STOP(codon=made.length + 1).text)
    if not words:
        return []
    x = axis.x(made.length + 1)
    text = ", ".join(words)
    half = len(text) * _CHARACTER / 2
    middle = min(max(x, _LEFT + half), _RIGHT - half)
    drawn = [label(text, middle, y + _BAR + 16, "stop-word")]
    return [line(x, y - 4, x, y + _BAR + 4, "stop"), *drawn] if elsewhere else drawn
