"""Drawings of the reads around the ends of a structural event.

Two windows of fixed width, 250 bases on each side of a breakpoint, on the plus strand; one row for
the person and one for each parent: depth, then reads. What a read shows is drawn by its shape too:
clipped bases are hollow boxes, a gap is a line, a read of a pair across the junction is outlined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from osteo_annot.measured.reads.picture import BIN, SIDE, ReadShows
from osteo_annot.report.figure.svg import box, drawing, element, label, line, path
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name
from osteo_annot.report.result.pictures_model import (
    BreakpointPicture,
    BreakpointReads,
    JunctionPicture,
    ShownRead,
)
from osteo_annot.report.result.reads_model import Proposal, Witness
from osteo_annot.report.text import counted, number, shortened
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import captions
from osteo_annot.sentences.texts import pictures as say

_LEFTS = (44.0, 524.0)
_PANEL, _WIDTH = 412.0, 960.0
_DEPTH, _LANE, _BETWEEN = 40.0, 7.0, 26.0
_MOST_LANES = 60
_AXES = (60, 120, 240, 480, 960)
"""Ends of the axis of depth: the first one that holds every depth of the picture."""
_NOT_FETCHED = "it lies outside the stretch whose reads are looked at"
_POOR = 20
"""Mapping quality below which a read is drawn faint."""
_CLASSES = {
    ReadShows.SPLIT: "read-junction",
    ReadShows.GAPPED: "read-junction",
    ReadShows.CLIPPED: "read-junction",
    ReadShows.PAIR: "read-pair",
    ReadShows.OTHER_CLIP: "read-plain",
    ReadShows.PLAIN: "read-plain",
}


def junction_figures(result: Result) -> list[str]:
    """A drawing for each structural event whose reads were given; none without reads."""
    if result.pictures is None:
        return []
    names = {event.id: event_name(event) for event in result.events}
    witnesses = {w.event: w for w in result.reads.witnesses} if result.reads else {}
    proposals = result.reads.proposals if result.reads else []
    drawn: list[str] = []
    for index, picture in enumerate(result.pictures.junctions, 1):
        if picture.proposal is None:
            told = _witness_words(witnesses.get(picture.event))
            drawn.append(_junction(picture, index, names.get(picture.event, ""), told))
        elif picture.proposal < len(proposals):
            proposal = proposals[picture.proposal]
            named = say.FROM_TO(kind=proposal.kind, first=proposal.start, last=proposal.end)
            name = named.text
            told = say.PROPOSED(name=name, fragments=_fragments(proposal)).text
            drawn.append(_junction(picture, index, name, told))
    return drawn


def _junction(picture: JunctionPicture, index: int, name: str, told: str) -> str:
    """One drawing: the two ends beside each other, people below each other.

    ``told``: what the reads say of the junction; empty where nothing is told.
    """
    people = [person for end in picture.ends for person in end.people]
    most = next((a for a in _AXES if a >= max(_deepest(people), 0)), _AXES[-1])
    body: list[str] = [label(told, 4, 14, "said", "start")] if told else []
    top = 24.0 if told else 0.0
    y = top + 52.0
    for left, end in zip(_LEFTS, picture.ends, strict=False):
        body += _heading(end, left, top)
    columns = [(left, end) for left, end in zip(_LEFTS, picture.ends, strict=False) if end.people]
    for row, person in enumerate(columns[0][1].people if columns else ()):
        body.append(label(_named(person), 4, y + 2, "event", "start"))
        y += 14
        for left, end in columns:
            body.append(label(_counts(end.people[row]), left, y + 2, "small", "start"))
        y += 8
        bottoms = [
            y + _DEPTH + _panel(body, end, end.people[row], left, y, most) for left, end in columns
        ]
        y = max(bottoms) + _BETWEEN
    if not columns:
        y += _BETWEEN
    tops = (top + 30.0, y - _BETWEEN + 4)
    marks = [
        mark
        for left, end in zip(_LEFTS, picture.ends, strict=False)
        for mark in _breakpoint(end, left, *tops)
    ]
    body = [*marks, *body, *_legend(y)]
    title = say.AT_BOTH_ENDS(name=shortened(name, 80)).text
    words = " ".join([*([told] if told else []), *_described(picture)])
    return drawing(f"junction{index}", title, words, (_WIDTH, y + 24), *body)


def _deepest(people: Iterable[BreakpointReads]) -> float:
    """The greatest depth of a picture."""
    return max((depth for person in people for depth in person.depths), default=0.0)


def _heading(end: BreakpointPicture, left: float, top: float) -> list[str]:
    """Which end it is, and the fixed axis of places."""
    known = "by reads" if end.by_reads else "as called"
    text = f"{end.side} end, {number(end.position)} ({known})"
    drawn = [label(text, left, top + 14, "name", "start")]
    for offset in (-SIDE, -SIDE // 2, 0, SIDE // 2, SIDE):
        x = left + _PANEL * (offset + SIDE) / (2 * SIDE)
        drawn.append(label(f"{offset:+d}" if offset else "0", x, top + 28, "faint"))
        drawn.append(line(x, top + 31, x, top + 35, "axis"))
    if not end.people:
        drawn.append(label(_NOT_FETCHED, left + _PANEL / 2, top + 54, "unseen-word"))
    return drawn


def _breakpoint(end: BreakpointPicture, left: float, top: float, bottom: float) -> list[str]:
    """Where the end may lie, and the line at its place."""
    low, high = (min(max(place, end.start), end.end + 1) for place in end.possible)
    x = _x(end, end.position, left)
    drawn = [line(x, top, x, bottom, "limit")]
    if high > low:
        first, last = _x(end, low, left), _x(end, high, left)
        drawn.insert(0, box(first, top, last - first, bottom - top, "possible"))
    return drawn


def _x(end: BreakpointPicture, position: float, left: float) -> float:
    """Left edge of a base; beyond the window at its edge."""
    share = (position - end.start) / (end.end - end.start + 1)
    return left + _PANEL * min(max(share, 0.0), 1.0)


def _named(person: BreakpointReads) -> str:
    """Who it is."""
    same = person.sample == person.who
    return person.who if same else f"{person.who} {shortened(person.sample, 40)}"


def _counts(person: BreakpointReads) -> str:
    """All reads of a window in words."""
    if not person.total:
        return "no read"
    parts = [f"{n} {_SHORT[shows]}" for shows, n in person.counts.items() if shows in _SHORT]
    of = f" ({', '.join(parts)})" if parts else ""
    return f"{counted(person.total, 'read')}{of}"


_SHORT = {
    ReadShows.SPLIT: "split",
    ReadShows.GAPPED: "with the gap",
    ReadShows.CLIPPED: "clipped there",
    ReadShows.PAIR: "of pairs across",
    ReadShows.OTHER_CLIP: "clipped elsewhere",
}


def _panel(
    body: list[str],
    end: BreakpointPicture,
    person: BreakpointReads,
    left: float,
    y: float,
    most: int,
) -> float:
    """Depth and reads of one person at one end; returns the height of the reads."""
    base = y + _DEPTH
    body += [
        line(left, base, left + _PANEL, base, "axis"),
        line(left, y, left, base, "axis"),
        label(str(most), left - 4, y + 8, "faint", "end"),
        label("0", left - 4, base, "faint", "end"),
    ]
    if not person.total:
        body.append(label(captions.NO_READ().text, left + _PANEL / 2, base - 14, "unseen-word"))
        return _LANE
    body.append(path(_area(person.depths, left, base, most), "depth-area"))
    lanes = _lanes(person.shown)
    for class_, shape in _shapes(end, lanes, left, base + 5):
        if shape:
            body.append(path(shape, class_))
    hidden = person.total - len(person.shown)
    height = 5 + _LANE * len(lanes)
    if hidden > 0:
        body.append(
            label(say.MORE_READS(count=hidden).text, left, base + height + 10, "faint", "start")
        )
        height += 12
    return height


def _area(depths: Sequence[float], left: float, base: float, most: int) -> str:
    """The depth as steps."""
    step = _PANEL / max(len(depths), 1)
    shape = f"M{left:g} {base:g}"
    before = 0.0
    for depth in depths:
        rise = _DEPTH * min(depth, most) / most
        shape += f"v{before - rise:.1f}h{step:.2f}" if rise != before else f"h{step:.2f}"
        before = rise
    return f"{shape}V{base:g}z"


def _lanes(reads: Sequence[ShownRead]) -> list[list[ShownRead]]:
    """Reads in lanes in which none touches another; those without a lane share the last."""
    lanes: list[list[ShownRead]] = []
    ends: list[int] = []
    for read in reads:
        first, last = read.start - read.clipped_before, read.end + read.clipped_after
        lane = next((i for i, end in enumerate(ends) if end + 4 < first), len(ends))
        if lane == len(ends):
            lanes.append([])
            ends.append(0)
        lanes[lane].append(read)
        ends[lane] = last
    return lanes


def _shapes(
    end: BreakpointPicture, lanes: Sequence[Sequence[ShownRead]], left: float, top: float
) -> list[tuple[str, str]]:
    """Class and shape of all reads, those alike in one."""
    shapes: dict[str, list[str]] = {}
    for row, lane in enumerate(lanes):
        y = top + row * _LANE
        for read in lane:
            class_ = _CLASSES[read.shows] + (" poor" if read.mapq < _POOR else "")
            for name, shape in _one(end, read, left, y, class_):
                shapes.setdefault(name, []).append(shape)
    return [(name, "".join(parts)) for name, parts in sorted(shapes.items())]


def _one(
    end: BreakpointPicture, read: ShownRead, left: float, y: float, class_: str
) -> list[tuple[str, str]]:
    """The shapes of one read: aligned parts with the tip of its strand, gaps, clipped parts."""
    edges = [read.start, *(e for gap in read.gaps for e in (gap[0], gap[1] + 1)), read.end + 1]
    drawn: list[tuple[str, str]] = []
    for index, (first, last) in enumerate(pairwise(edges)):
        x1, x2 = _x(end, first, left), _x(end, last, left)
        if x2 <= x1:
            continue
        if index % 2:
            drawn.append(("read-gap", f"M{x1:.1f} {y + 2.5:.1f}H{x2:.1f}"))
        else:
            drawn.append((class_, _tipped(x1, x2, y, read.strand)))
    for first, last in (
        (read.start - read.clipped_before, read.start),
        (read.end + 1, read.end + 1 + read.clipped_after),
    ):
        x1, x2 = _x(end, first, left), _x(end, last, left)
        if x2 - x1 > 0.5:
            of = "read-clip junction" if read.shows.is_of_junction else "read-clip"
            drawn.append((of, f"M{x1:.1f} {y:.1f}H{x2:.1f}v5H{x1:.1f}z"))
    return drawn


def _tipped(x1: float, x2: float, y: float, strand: str) -> str:
    """A bar with a tip in the direction of the strand."""
    tip = min(2.5, (x2 - x1) / 2)
    if strand == "+":
        return f"M{x1:.1f} {y:.1f}H{x2 - tip:.1f}l{tip:.1f} 2.5l-{tip:.1f} 2.5H{x1:.1f}z"
    return f"M{x2:.1f} {y:.1f}H{x1 + tip:.1f}l-{tip:.1f} 2.5l{tip:.1f} 2.5H{x2:.1f}z"


def _legend(y: float) -> list[str]:
    """What the shapes mean."""
    drawn: list[str] = []
    x = 4.0
    for class_, text in (
        ("read-junction", "shows the junction"),
        ("read-pair", "of a pair across it"),
        ("read-plain", "other read"),
        ("read-plain poor", say.POOR(limit=_POOR).text),
        ("read-clip", "clipped bases"),
    ):
        drawn.append(element("rect", x=x, y=y, width=18, height=6, class_=class_))
        drawn.append(label(text, x + 24, y + 7, "faint", "start"))
        x += 48 + 6.1 * len(text)
    return drawn


def _witness_words(witness: Witness | None) -> str:
    """What the reads say of the event, with the counts; empty where nothing is told."""
    if witness is None:
        return ""
    return say.WITNESS(answer=witness.answer_text.capitalize(), fragments=_fragments(witness)).text


def _fragments(seen: Witness | Proposal) -> Said:
    """The fragments for a junction and for the reference."""
    own, left, right = seen.junction, seen.reference_left, seen.reference_right
    of_junction = own.split + own.clipped + own.gapped + own.pairs
    return say.FRAGMENTS(
        all=of_junction,
        split=own.split,
        clipped=own.clipped,
        gapped=own.gapped,
        pairs=own.pairs,
        left=left.reads + left.pairs,
        right=right.reads + right.pairs,
    )


def _described(picture: JunctionPicture) -> list[str]:
    """The picture in words, with its counts."""
    return [
        say.AT_END(
            who=str(person.who).capitalize(),
            side=str(end.side),
            place=end.position,
            counts=_counts(person),
            drawn=len(person.shown),
            depth=_depth_words(person),
        ).text
        for end in picture.ends
        for person in end.people
    ] + [
        say.END_WITHOUT_READS(side=str(end.side), why=_NOT_FETCHED).text
        for end in picture.ends
        if not end.people
    ]


def _depth_words(person: BreakpointReads) -> Said:
    """Mean depth before and behind the breakpoint."""
    half = SIDE // BIN
    before, behind = person.depths[:half], person.depths[half:]
    means = [sum(side) / len(side) if side else 0.0 for side in (before, behind)]
    return say.DEPTH_AROUND(before=f"{means[0]:.1f}", behind=f"{means[1]:.1f}")
