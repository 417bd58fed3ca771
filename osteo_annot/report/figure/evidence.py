"""The pictures of the evidence, in reading order, with their captions."""

from __future__ import annotations

from osteo_annot.measured.reads.picture import (
    AROUND,
    MOST_OF_PARENT,
    MOST_PILED,
    MOST_PILED_OF_PARENT,
    MOST_READS,
    SIDE,
)
from osteo_annot.report.figure.gene_depth import gene_depth_figure
from osteo_annot.report.figure.reads import junction_figures
from osteo_annot.report.figure.svg import height_of
from osteo_annot.report.figure.variants import variant_figures
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.texts import pictures as say
from osteo_annot.values import dataclass

NO_READS = "No reads were given: without a BAM or CRAM with an index no read is drawn."
"""In place of the pictures of reads."""
NOTHING_NAMED = "Reads were given; no event that may break a copy is there to be drawn."
_ROOM = 480.0
"""Height that drawings of reads and depth may take on page two, in units of the drawings."""
_JUNCTION = (
    f"Reads {SIDE} bases on each side of both ends, plus strand, on fixed axes. Dashed line: "
    "the end; shaded: where it may lie. Grey: depth. Bars are reads, their tip shows the "
    "strand. Dark: split, clipped or with a gap at the junction. Outlined: of a pair across "
    f"it. Hollow boxes: clipped bases. Faint: they map to several places. At most {MOST_READS}"
    f" reads of the person and {MOST_OF_PARENT} of a parent are drawn at an end: first those "
    "that reach it or show the junction, then others, by a checksum of their name; all are "
    "counted."
)
_DEPTH = (
    "Above, what each record of a caller names, and on how many copies. Below, copies by depth on "
    "a fixed axis: each exon against two copies (a bar of two spreads on each side), and between "
    "the exons where the reads of a genome have that scale; then the reads, where they were given. "
    "Plus strand, to scale, the gene and 20 kb beside it; the exons run from right to left."
)
_PILE = (
    f"Reads over {2 * AROUND + 1} bases, plus strand, the first changed base in the middle. "
    "Counts of forward reads go up, of reverse reads down. What differs from the "
    "reference is dark, with its letter (-: left out; +: bases inserted behind it). Below, at"
    f" most {MOST_PILED} reads of the person and {MOST_PILED_OF_PARENT} of a parent: those "
    "over the middle first, then by a checksum of their name; fragments with the variant and "
    "with the reference are counted from all."
)


def no_reads(result: Result) -> str:
    """Why no read is drawn, in a sentence; empty where some are."""
    pictures = result.pictures
    if pictures is None:
        return NO_READS
    return "" if pictures.junctions or pictures.variants else NOTHING_NAMED


@dataclass(frozen=True, slots=True)
class Figure:
    """One drawing as a page shows it."""

    drawing: str
    """SVG with title and description inside: the description holds the answer and the counts."""
    caption: str
    """How to read it; with the first of its kind only."""
    label: str
    """Name of the box in which it scrolls on narrow screens."""


def evidence_figures(result: Result) -> list[Figure]:
    """The drawings of reads and of depth, as far as either was given."""
    depth = gene_depth_figure(result)
    kinds = (
        (junction_figures(result), _JUNCTION, "Drawing of reads at a junction"),
        (variant_figures(result), _PILE, "Drawing of reads over a variant"),
        ([depth] if depth else [], _DEPTH, "Drawing of the depth over the gene"),
    )
    thinned = _thinned(result)
    return [
        Figure(drawn, "" if index else caption + thinned, label)
        for drawings, caption, label in kinds
        for index, drawn in enumerate(drawings)
    ]


def figures_by_page(result: Result) -> tuple[list[Figure], list[Figure]]:
    """The drawings that page two has room for, in reading order, and those of the appendix.

    Page two is one sheet. Beside a family no drawing of reads finds room there; else the first
    ones do, as long as they are not too tall together.
    """
    figures = evidence_figures(result)
    room = 0.0 if result.family else _ROOM
    shown = 0
    for figure in figures:
        room -= height_of(figure.drawing)
        if room < 0:
            break
        shown += 1
    return figures[:shown], figures[shown:]


def _thinned(result: Result) -> str:
    """That only a share of the fragments was looked at, of a sample that is read very deep."""
    share = result.reads.share if result.reads else 1.0
    return f" {say.THINNED(share=f'{share:.3g}').text}" if share < 1 else ""
