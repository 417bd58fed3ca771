"""Drawings of the reads over a small variant: 41 bases, counts by strand, and a pile of reads.

Reads on the plus strand are counted upwards, those on the minus strand downwards; what differs from
the reference has its letter (``-``: left out, ``+``: bases inserted behind it).
"""

from __future__ import annotations

from collections.abc import Iterable

from osteo_annot.measured.reads.picture import AROUND
from osteo_annot.report.figure.svg import box, drawing, label, line, path
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name
from osteo_annot.report.result.pictures_model import PiledRead, VariantPicture, VariantReads
from osteo_annot.report.text import number, shortened
from osteo_annot.sentences.texts import pictures as say

_LEFT, _CELL, _WIDTH = 100.0, 20.0, 960.0
_BARS, _LANE, _BETWEEN = 40.0, 9.0, 24.0
_AXES = (30, 60, 120, 240, 480, 960)
"""Ends of the axis of counts on one strand: the first one that holds all of the picture."""
_POOR = 20
_MOST_DIFFERENCES = 10
"""Differences of one read from which it is drawn faint and without letters: it hardly belongs."""
_MOST_BYTES = 60_000
"""Size of a drawing from which letters are left out."""


def variant_figures(result: Result) -> list[str]:
    """A drawing for each small variant whose reads were given; none without reads."""
    if result.pictures is None:
        return []
    names = {event.id: event_name(event) for event in result.events}
    return [
        _within_size(picture, index, names.get(picture.event, ""))
        for index, picture in enumerate(result.pictures.variants, 1)
    ]


def _within_size(picture: VariantPicture, index: int, name: str) -> str:
    """One drawing; where it would be too large, without the letters of what differs."""
    whole = _pile(picture, index, name, letters=True)
    if len(whole.encode()) <= _MOST_BYTES:
        return whole
    return _pile(picture, index, name, letters=False)


def _pile(picture: VariantPicture, index: int, name: str, *, letters: bool) -> str:
    """One drawing: the reference on top, people below each other."""
    most = next((a for a in _AXES if a >= _highest(picture.people)), _AXES[-1])
    body = _reference(picture)
    y = 56.0
    for person in picture.people:
        body.append(label(_heading(person), 4, y + 2, "event", "start"))
        y += 10
        body += _bars(person, picture, y, most, letters=letters)
        y += 2 * _BARS + 8
        if not person.total:
            body.append(label("no read here", _LEFT, y - _BARS, "unseen-word", "start"))
        body += _reads(person.shown, picture, y, letters=letters)
        y += _LANE * len(person.shown) + 4
        if person.total > len(person.shown):
            text = say.MORE_READS_COUNTED(count=person.total - len(person.shown)).text
            body.append(label(text, _LEFT, y + 6, "faint", "start"))
            y += 12
        y += _BETWEEN
    x = _LEFT + _CELL * AROUND
    body.insert(0, box(x, 30, _CELL, y - _BETWEEN - 26, "middle"))
    title = say.OVER(name=shortened(name, 80)).text
    words = " ".join(_described(picture))
    return drawing(f"variant{index}", title, words, (_WIDTH, y - 8), *body)


def _highest(people: Iterable[VariantReads]) -> int:
    """The greatest count of one strand at one base."""
    strands = (counts for p in people for counts in (*p.forward, *p.reverse))
    return max((sum(counts.values()) for counts in strands), default=0)


def _reference(picture: VariantPicture) -> list[str]:
    """Bases and places, plus strand."""
    drawn = [label("reference", 4, 40, "faint", "start")]
    for i, base in enumerate(picture.reference):
        drawn.append(label(base, _LEFT + _CELL * (i + 0.5), 40, "base"))
    for i in range(0, 2 * AROUND + 1, 10):
        text = number(picture.start + i)
        drawn.append(label(text, _LEFT + _CELL * (i + 0.5), 14, "faint"))
        x = _LEFT + _CELL * (i + 0.5)
        drawn.append(line(x, 18, x, 26, "axis"))
    return drawn


def _heading(person: VariantReads) -> str:
    """Who it is, and the fragments of each allele by strand."""
    sample = "" if person.sample == person.who else f" {shortened(person.sample, 30)}"
    return f"{person.who}{sample} – {_counts(person)}"


def _counts(person: VariantReads) -> str:
    """Fragments by allele and strand."""
    if not person.total:
        return "no read"
    if not person.alt:
        return say.TOO_LONG(reads=person.total).text
    alt, ref = (say.BY_STRAND(all=sum(n), plus=n[0], minus=n[1]) for n in (person.alt, person.ref))
    if person.other:
        return say.ALLELE_COUNTS_OTHER(alt=alt, ref=ref, other=person.other).text
    return say.ALLELE_COUNTS(alt=alt, ref=ref).text


def _bars(
    person: VariantReads, picture: VariantPicture, y: float, most: int, *, letters: bool
) -> list[str]:
    """Counts of each base: plus strand up, minus strand down."""
    middle = y + _BARS + 2
    right = _LEFT + _CELL * len(picture.reference)
    drawn = [
        line(_LEFT, middle, right, middle, "axis"),
        label(f"{most} plus", _LEFT - 6, y + 8, "faint", "end"),
        label(f"{most} minus", _LEFT - 6, middle + _BARS, "faint", "end"),
    ]
    shapes: dict[str, list[str]] = {"read-plain": [], "read-junction": []}
    for counts_of, sign in ((person.forward, -1), (person.reverse, 1)):
        for i, counts in enumerate(counts_of):
            x = _LEFT + _CELL * i
            native = picture.reference[i] if i < len(picture.reference) else "N"
            height = _BARS * min(counts.get(native, 0), most) / most
            at = middle + sign * height
            if height:
                shapes["read-plain"].append(f"M{x + 2:g} {middle:g}h16V{at:.1f}h-16z")
            class_ = "read-plain" if native == "N" else "read-junction"
            for base, count in counts.items():
                if base == native:
                    continue
                beyond = at + sign * _BARS * min(count, most) / most
                shapes[class_].append(f"M{x + 2:g} {at:.1f}h16V{beyond:.1f}h-16z")
                if letters and abs(beyond - at) >= _LANE:
                    word = "base" if native == "N" else "base-of-read"
                    drawn.append(label(base, x + _CELL / 2, (at + beyond) / 2 + 3, word))
                at = beyond
    return [path("".join(parts), name) for name, parts in shapes.items() if parts] + drawn


def _reads(
    reads: Iterable[PiledRead], picture: VariantPicture, y: float, *, letters: bool
) -> list[str]:
    """The pile: bars with the tip of the strand, and letters where they differ."""
    shapes: dict[str, list[str]] = {"read-plain": [], "read-plain poor": []}
    cells: list[str] = []
    words: list[str] = []
    for row, read in enumerate(reads):
        top = y + row * _LANE
        x1 = _LEFT + _CELL * (read.start - picture.start)
        x2 = _LEFT + _CELL * (read.end - picture.start + 1)
        tip = f"M{x1:g} {top:g}H{x2 - 4:g}l4 3.5l-4 3.5H{x1:g}z"
        if read.strand == "-":
            tip = f"M{x2:g} {top:g}H{x1 + 4:g}l-4 3.5l4 3.5H{x2:g}z"
        hardly = len(read.differences) > _MOST_DIFFERENCES
        poor = read.mapq < _POOR or hardly
        shapes["read-plain poor" if poor else "read-plain"].append(tip)
        for place, base in () if hardly else read.differences.items():
            x = _LEFT + _CELL * (int(place) - picture.start)
            cells.append(f"M{x + 4:g} {top - 0.5:g}h12v8h-12z")
            if letters:
                words.append(label(base, x + _CELL / 2, top + 7, "base-of-read"))
    drawn = [path("".join(parts), name) for name, parts in shapes.items() if parts]
    return [*drawn, *([path("".join(cells), "read-junction")] if cells else []), *words]


def _described(picture: VariantPicture) -> list[str]:
    """The picture in words, with its counts."""
    return [
        say.OVER_PLACE(
            who=str(person.who).capitalize(),
            reads=person.total,
            drawn=len(person.shown),
            counts=_counts(person),
        ).text
        for person in picture.people
    ]
