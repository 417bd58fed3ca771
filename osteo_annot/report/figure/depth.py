"""The drawing of depth per exon: ratio to two copies on a fixed axis, with its spread.

The axis is the same in every report, 0 to 2, so that drawings can be held against each other.
"""

from __future__ import annotations

from osteo_annot.report.figure.svg import box, drawing, element, label, line
from osteo_annot.report.result.examined_model import CopyRatio, ExonCallability
from osteo_annot.report.result.model import Result
from osteo_annot.sentences.texts import pictures as say

_LEFT, _STEP, _TOP, _HEIGHT = 96.0, 108.0, 22.0, 150.0
_MOST = 2.0
_GUIDES = ((0.0, "0 – no copy"), (0.5, "0.5 – one"), (1.0, "1 – two"), (1.5, "1.5 – three"))
_SHOWN_SPREADS = 2.0


def copy_ratio_figure(result: Result) -> str:
    """The drawing; empty where no exon has a ratio."""
    exons = result.callability.exons
    ratios = [exon.copy_ratio for exon in exons]
    if all(ratio is None or ratio.ratio is None for ratio in ratios):
        return ""
    right = _LEFT + _STEP * len(exons)
    body = [line(_LEFT, _y(value), right, _y(value), "guide") for value, _ in _GUIDES]
    body += [label(text, _LEFT - 8, _y(value) + 4, "small", "end") for value, text in _GUIDES]
    for index, exon in enumerate(exons):
        x = _LEFT + _STEP * (index + 0.5)
        body.append(label(f"exon {exon.exon}", x, _TOP + _HEIGHT + 20))
        body += _exon(exon.copy_ratio, x)
    description = "; ".join(_words(exon) for exon in exons)
    size = (right + 12, _TOP + _HEIGHT + 34)
    return drawing("depth", "Depth per exon relative to two copies", description, size, *body)


def _exon(ratio: CopyRatio | None, x: float) -> list[str]:
    """The point of one exon with its spread; a note where there is none."""
    if ratio is None or ratio.ratio is None:
        return [label("no call", x, _y(1.0) - 6, "small")]
    value, reach = ratio.ratio, _SHOWN_SPREADS * (ratio.spread or 0.0)
    low, high = _y(value - reach), _y(value + reach)
    copies = f"copies: {copies_word(ratio)}"
    loss = ratio.copies is not None and ratio.copies < 2
    return [
        box(x - 11, high, 22, max(low - high, 1.0), "spread"),
        element("circle", cx=x, cy=_y(value), r=4.5, class_="loss-point" if loss else "point"),
        label(f"{value:.2f}", x + 18, _y(value) + 4, "small", "start"),
        label(copies, x, _TOP - 6, "small"),
    ]


def _y(ratio: float) -> float:
    """Height of a ratio; beyond the axis at its edge."""
    return _TOP + _HEIGHT * (1 - min(max(ratio, 0.0), _MOST) / _MOST)


def _words(exon: ExonCallability) -> str:
    """One exon for readers who do not see the drawing."""
    ratio = exon.copy_ratio
    if ratio is None or ratio.ratio is None:
        return say.EXON_WITHOUT_CALL(exon=exon.exon).text
    return say.EXON_RATIO(
        exon=exon.exon,
        ratio=f"{ratio.ratio:.2f}",
        spread=f"{ratio.spread:.2f}",
        copies=copies_word(ratio),
    ).text


def copies_word(ratio: CopyRatio) -> str:
    """The copies that a ratio tells; two or more where only a loss is excluded."""
    if ratio.copies is not None:
        return str(ratio.copies)
    return "2 or more" if ratio.loss_excluded else "no call"
