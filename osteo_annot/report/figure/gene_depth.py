"""The drawing of the depth over the gene in copies, with what each caller says above it.

Plus strand, to scale, on fixed axes: copies from 0 to 4, so that drawings can be held against each
other; reads below, where they were given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from osteo_annot.events.dialects import DIALECTS
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.figure.depth import copies_word
from osteo_annot.report.figure.svg import box, drawing, element, label, line, path
from osteo_annot.report.result.evidence_model import StructuralSupport
from osteo_annot.report.result.examined_model import ExonCallability
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import is_named
from osteo_annot.report.result.pictures_model import DepthPicture
from osteo_annot.report.text import number
from osteo_annot.sentences.texts import pictures as say
from osteo_annot.values import dataclass

_LEFT, _RIGHT, _WIDTH = 96.0, 936.0, 960.0
_ROW, _COPIES, _READS, _BETWEEN = 24.0, 120.0, 40.0, 22.0
_MOST_COPIES, _MOST_ROWS = 4, 12
_AXES = (60, 120, 240, 480, 960)
_CHARACTER = 6.3
_SHOWN_SPREADS = 2.0
_NO_COPIES = "no copies are told by depth"


Height = Callable[[float], float]
"""From copies to y."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Place to x, over the gene and beside it."""

    start: int
    """First base; 1-based."""
    end: int

    def x(self, position: float) -> float:
        """Left edge of a base; beyond the window at its edge."""
        share = (position - self.start) / (self.end - self.start + 1)
        return _LEFT + (_RIGHT - _LEFT) * min(max(share, 0.0), 1.0)


def gene_depth_figure(result: Result) -> str:
    """The drawing; empty where no depth is known, of exons or of reads."""
    calls = [
        (event, support)
        for event in result.events
        if is_named(event)
        for support in event.evidence.structural_support
    ]
    exons = result.callability.exons
    depth = result.pictures.depth if result.pictures else None
    if depth is None and all(_ratio(exon) is None for exon in exons):
        return ""
    gene = gene_model(result.assembly)
    axis = _Axis(gene.locus_start, gene.locus_end)
    body: list[str] = []
    y = 16.0
    for event, support in calls[:_MOST_ROWS]:
        body += _interval(axis, event, support, y)
        y += _ROW
    if len(calls) > _MOST_ROWS:
        more = say.MORE_RECORDS(count=len(calls) - _MOST_ROWS).text
        body.append(label(more, _LEFT, y, "faint", "start"))
        y += _ROW
    if all(_ratio(exon) is None for exon in exons):
        body.append(label(_NO_COPIES, (_LEFT + _RIGHT) / 2, y + 6, "unseen-word"))
        y += _BETWEEN
    else:
        body += _copies(axis, gene, exons, depth, y)
        y += _COPIES + _BETWEEN
    if depth is not None:
        body += _reads(axis, depth, y)
        y += _READS + _BETWEEN
    body += _gene(axis, gene, result.assembly, y)
    words = " ".join(_described(calls, exons, depth))
    return drawing(
        "genedepth", say.DEPTH_OVER(gene=LOCUS.gene).text, words, (_WIDTH, y + 44), *body
    )


def _ratio(exon: ExonCallability) -> float | None:
    """Depth of an exon relative to two copies."""
    return exon.copy_ratio.ratio if exon.copy_ratio else None


def _call_words(event: Event, support: StructuralSupport) -> str:
    """What one record says."""
    kind = event.kind.value.replace("_", " ")
    zygosity = support.zygosity.text.partition("(")[0].strip()
    return f"{DIALECTS[support.caller].name}: {kind}, {zygosity}"


def _interval(axis: _Axis, event: Event, support: StructuralSupport, y: float) -> list[str]:
    """The bases that one record names, with its words above; an open end has no stroke."""
    x1, x2 = axis.x(support.start), axis.x(support.end + 1)
    text = _call_words(event, support)
    half = len(text) * _CHARACTER / 2
    at = min(max((x1 + x2) / 2, _LEFT + half), _RIGHT - half)
    drawn = [label(text, at, y, "small"), line(x1, y + 6, x2, y + 6, "caller")]
    for x, inside in ((x1, support.start >= axis.start), (x2, support.end <= axis.end)):
        if inside:
            drawn.append(line(x, y + 2, x, y + 10, "caller"))
    return drawn


def _copies(
    axis: _Axis,
    gene: GeneModel,
    exons: Sequence[ExonCallability],
    depth: DepthPicture | None,
    top: float,
) -> list[str]:
    """Copies: of each stretch where the reads have a scale, of each exon by its ratio."""
    base = top + _COPIES

    def height(copies: float) -> float:
        return base - _COPIES * min(max(copies, 0.0), _MOST_COPIES) / _MOST_COPIES

    drawn: list[str] = []
    if depth is not None and depth.two_copies:
        tops = [height(2 * d / depth.two_copies) for d in depth.depths]
        drawn.append(path(_steps(axis, depth, tops, base), "spread"))
    for copies in range(_MOST_COPIES + 1):
        y = height(copies)
        drawn.append(line(_LEFT, y, _RIGHT, y, "guide"))
        word = {0: "0 copies", 1: "1"}.get(copies, str(copies))
        drawn.append(label(word, _LEFT - 6, y + 4, "small", "end"))
    for exon in exons:
        drawn += _exon_point(axis, gene, exon, height)
    return drawn


def _exon_point(axis: _Axis, gene: GeneModel, exon: ExonCallability, height: Height) -> list[str]:
    """The copies of one exon by its ratio, with two spreads on each side."""
    ratio = exon.copy_ratio
    if ratio is None or ratio.ratio is None:
        return []
    place = gene.exons[exon.exon - 1]
    x = axis.x((place.start + place.end + 1) / 2)
    reach = _SHOWN_SPREADS * (ratio.spread or 0.0)
    loss = ratio.copies is not None and ratio.copies < 2
    low, high = height(2 * (ratio.ratio - reach)), height(2 * (ratio.ratio + reach))
    return [
        line(x, high, x, low, "axis"),
        element(
            "circle",
            cx=x,
            cy=height(2 * ratio.ratio),
            r=4.0,
            class_="loss-point" if loss else "point",
        ),
    ]


def _steps(axis: _Axis, depth: DepthPicture, tops: Sequence[float], base: float) -> str:
    """An area whose upper edge has a step for each stretch."""
    shape = f"M{axis.x(depth.start):.1f} {base:g}"
    step = (axis.x(depth.end + 1) - axis.x(depth.start)) / max(len(tops), 1)
    for y in tops:
        shape += f"V{y:.1f}h{step:.2f}"
    return f"{shape}V{base:g}z"


def _reads(axis: _Axis, depth: DepthPicture, top: float) -> list[str]:
    """The depth in reads."""
    base = top + _READS
    most = next((a for a in _AXES if a >= max(depth.depths, default=0.0)), _AXES[-1])
    tops = [base - _READS * min(d, most) / most for d in depth.depths]
    return [
        path(_steps(axis, depth, tops, base), "depth-area"),
        line(_LEFT, base, _RIGHT, base, "axis"),
        label(f"{most} reads", _LEFT - 6, top + 8, "small", "end"),
        label("0", _LEFT - 6, base, "small", "end"),
    ]


def _gene(axis: _Axis, gene: GeneModel, assembly: str, y: float) -> list[str]:
    """The exons to scale, with their numbers, and positions."""
    drawn = [line(axis.x(gene.start), y, axis.x(gene.end + 1), y, "intron")]
    for exon in gene.exons:
        x, end = axis.x(exon.start), axis.x(exon.end + 1)
        drawn.append(box(x, y - 6, max(end - x, 3.0), 12, "coding"))
        drawn.append(label(str(exon.number), (x + end) / 2, y + 20, "axis-word"))
    drawn.append(label("exon", _LEFT - 6, y + 20, "faint", "end"))
    for place, anchor in ((axis.start, "start"), (gene.start, "middle"), (gene.end, "middle")):
        drawn.append(label(number(place), axis.x(place), y + 36, "position", anchor))
    drawn.append(label(number(axis.end), axis.x(axis.end + 1), y + 36, "position", "end"))
    drawn.append(label(f"{LOCUS.contig}, {assembly}", 4, y + 36, "faint", "start"))
    return drawn


def _described(
    calls: Sequence[tuple[Event, StructuralSupport]],
    exons: Sequence[ExonCallability],
    depth: DepthPicture | None,
) -> list[str]:
    """The picture in words, with its numbers."""
    said = [
        say.CALL_AT(call=_call_words(event, one), first=one.start, last=one.end).text
        for event, one in calls
    ]
    told = [
        say.EXON_COPIES(
            exon=exon.exon, value=f"{2 * ratio.ratio:.2f}", copies=copies_word(ratio)
        ).text
        for exon in exons
        if (ratio := exon.copy_ratio) is not None and ratio.ratio is not None
    ]
    counted = say.COPIES_BY_DEPTH(exons=tuple(told)).text
    said.append(counted if told else f"{_NO_COPIES.capitalize()}.")
    if depth is not None:
        mean = sum(depth.depths) / max(len(depth.depths), 1)
        if depth.two_copies:
            two = f"{depth.two_copies:g}"
            said.append(say.MEAN_DEPTH_OF_TWO(mean=f"{mean:.1f}", two=two).text)
        else:
            said.append(say.MEAN_DEPTH(mean=f"{mean:.1f}").text)
    return said
