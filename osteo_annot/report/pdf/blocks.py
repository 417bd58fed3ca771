"""What a page of the PDF is made of: blocks of plain text, tables and drawings, in reading order.

The template sets each kind in its own way (``report.typ``). All text is made showable here, so that
what a file or an order says can neither lack a glyph nor be longer than a page bears.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from osteo_annot.report.pdf.drawing import described, printed, width_of
from osteo_annot.report.pdf.glyphs import LINE, shown
from osteo_annot.report.text import CELL, PROSE
from osteo_annot.values import dataclass

_FULL = 960.0
"""Width of a drawing that takes the whole width of a page."""
_ALT = 600
"""Characters of the text that stands for a drawing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title of the document stands above level 1."""

    level: int
    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose, perhaps with a name in bold before it."""

    text: str
    lead: str
    style: str
    """plain, note or warning."""
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences."""

    items: list[str]
    style: str
    """plain, numbered or warning."""
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a name and what is told, one a line."""

    pairs: list[tuple[str, str]]
    kind: str = field(default="facts", init=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head that is repeated on each page."""

    head: list[str]
    rows: list[list[str]]
    widths: list[float]
    """Relative widths of the columns."""
    caption: str
    kind: str = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, with what it shows in words."""

    svg: str
    width: float
    """Part of the width of the page."""
    alt: str
    caption: str
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The result in its box."""

    heading: str
    sentence: str
    state: str
    boxes: str
    group: str
    """Colour group of the state: both, likely, one, none, open."""
    sure: str
    """How sure, as a name in bold."""
    why: str
    kind: str = field(default="answer", init=False)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, or who signed."""

    labels: list[str]
    """Role, name, date, signature."""
    signers: list[list[str]]
    """Role, name, date, mark of each; all but the role are empty where nobody has signed."""
    kind: str = field(default="signatures", init=False)


Cell = str | Sequence[str]
Block = Heading | Paragraph | Bullets | Facts | Table | Picture | Answer | Signatures


def heading(text: str, level: int = 1) -> Heading:
    """A heading."""
    return Heading(level, shown(text, CELL))


def paragraph(text: str, lead: str = "", style: str = "plain") -> Paragraph:
    """Prose."""
    return Paragraph(shown(text, PROSE), shown(lead, CELL), style)


def note(text: str) -> Paragraph:
    """Prose of less weight."""
    return paragraph(text, style="note")


def bullets(items: Iterable[str], style: str = "plain") -> Bullets:
    """A list."""
    return Bullets([shown(item, PROSE) for item in items], style)


def facts(pairs: Iterable[tuple[str, str]], limit: int = 700) -> Facts:
    """Pairs of a name and a value; those without a value are left out."""
    return Facts([(shown(a, CELL), shown(b, limit)) for a, b in pairs if b])


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[float],
    caption: str = "",
    limit: int = 400,
) -> Table:
    """A table; a cell of several texts has a line for each, an empty one is a dash."""
    cells = [[_cell(cell, limit) or "–" for cell in row] for row in rows]
    return Table([shown(name, CELL) for name in head], cells, list(widths), shown(caption, PROSE))


def _cell(value: Cell, limit: int) -> str:
    """The lines of a cell."""
    lines = (value,) if isinstance(value, str) else value
    return LINE.join(shown(line, limit) for line in lines if line)


def picture(svg: str, caption: str = "", alt: str = "") -> Picture:
    """A drawing; without words of its own it is told by the description inside it."""
    told = alt or described(svg) or caption
    width = min(1.0, width_of(svg) / _FULL)
    return Picture(printed(svg), width, shown(told, _ALT), shown(caption, PROSE))
