"""What callers of deletions write: junctions, deletions with copies, and segments by depth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from validation.laboratory import PAD, Laboratory
from validation.people import Person
from validation.truth import GENE, Loss

_GENERIC = (
    '##ALT=<ID=DEL,Description="Deletion">',
    '##ALT=<ID=DUP,Description="Duplication">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copies">',
)
_SOURCE = {
    "junction": ("##source=GenerateSVCandidates 1.6.0",),
    "segments": (
        '##GATKCommandLine=<ID=PostprocessGermlineCNVCalls,CommandLine="x">',
        '##FORMAT=<ID=QSS,Number=1,Type=Integer,Description="Start">',
        '##FORMAT=<ID=QSE,Number=1,Type=Integer,Description="End">',
    ),
}
_FAR = 40_000_001
"""First base of a deletion far from the gene, which every file of a genome shows."""
_ELEMENT = ("N", "<INS:ME:ALU>", "SVTYPE=INS;END=40000000")
_BIN = 50
"""Bases of a bin of the caller of segments."""
_FLANK = 9_000
_GENOTYPE = {0: "1/1", 1: "0/1", 2: "0/0"}


def loss_files(lab: Laboratory) -> dict[str, str]:
    """Texts by file name, one for each caller."""
    files = {}
    for style in lab.losses:
        found = _found(lab, style)
        rows = _segments(lab, style, found) if style in _BY_DEPTH else _records(lab, style, found)
        if style == "junction":
            cells = ["0/1"] * len(lab.names)
            rows.append(_loss_row(lab, _FAR, _FAR + 2_000, "GT", cells))
        header = (*_GENERIC, *_SOURCE.get(style, ()))
        files[f"{style}.vcf"] = lab.file(header, lab.names, rows)
    if lab.lies:
        files["lies.vcf"] = _file_that_lies(lab)
    if any(isinstance(e, Loss) and e not in lab.told for c in lab.family.child.copies for e in c):
        lab.done.add("deletion missed" if lab.losses else "no caller of deletions")
    return files


def _file_that_lies(lab: Laboratory) -> str:
    """A file whose header names a caller, and which shows no search of the chromosome."""
    cells = ["0/1"] * len(lab.names)
    rows = []
    if lab.lies == "elements":
        rows = [lab.row(_FAR, *_ELEMENT, "GT", *cells)]
    text = lab.file((*_GENERIC, *_SOURCE["junction"]), lab.names, rows)
    if lab.lies == "elsewhere":
        contig = lab.contig.replace("6", "1")
        row = _loss_row(lab, _FAR, _FAR + 2_000, "GT", cells).replace(lab.contig, contig, 1)
        text = text.replace("#CHROM", f"##contig=<ID={contig}>\n#CHROM", 1) + row + "\n"
    return text


_BY_DEPTH = {"copies", "segments"}


def _found(lab: Laboratory, style: str) -> dict[str, Person]:
    """The people as the caller sees them: without the deletions that it missed."""
    losses = [e for e in lab.family.events if isinstance(e, Loss)]
    missed = {
        loss
        for loss in losses
        if lab.rng.random() < (0.3 if style in _BY_DEPTH and _exons(loss) == 1 else 0.08)
    }
    people = {}
    for name, person in lab.people().items():
        own = missed
        if lab.errors:
            own = missed | {loss for loss in losses if lab.rng.random() < 0.05}
        first, second = (
            tuple(e for e in copy if isinstance(e, Loss) and e not in own) for copy in person.copies
        )
        people[name] = Person((first, second))
        if name == "child":
            lab.told.update(e for e in (*first, *second) if isinstance(e, Loss))
    return people


def _exons(loss: Loss) -> int:
    """How many exons a deletion takes."""
    return len(GENE.exons_overlapping(loss.start, loss.end))


# --- callers that tell one deletion from another --------------------------------------------


def _records(lab: Laboratory, style: str, found: dict[str, Person]) -> list[str]:
    """One row for each deletion."""
    losses = {e for person in found.values() for copy in person.copies for e in copy}
    with_depth = style == "junction" and lab.rng.random() < 0.3
    fmt = "GT:CN" if style == "counted" else "GT:DHFFC" if with_depth else "GT"
    rows = []
    # A second caller puts the ends of the same deletion elsewhere, away from any exon.
    shift = lab.rng.randint(0, 40) if len(lab.losses) > 1 and style == "counted" else 0
    for loss in sorted((e for e in losses if isinstance(e, Loss)), key=lambda e: (e.start, e.end)):
        cells = [_record_cell(lab, person, loss, fmt) for person in found.values()]
        rows.append(_loss_row(lab, loss.start - shift, loss.end + shift, fmt, cells))
    if lab.errors and lab.chance(0.01, "deletion made up"):
        exon = lab.rng.choice(GENE.exons)
        cells = ["0/1", *["0/0"] * (len(found) - 1)]
        rows.append(_loss_row(lab, exon.start - 500, exon.end + 500, "GT", cells))
    return rows


def _loss_row(lab: Laboratory, start: int, end: int, fmt: str, cells: Sequence[str]) -> str:
    """A symbolic deletion of the closed interval."""
    info = f"SVTYPE=DEL;END={lab.at(end)};SVLEN={start - end - 1}"
    return lab.row(start - 1, "N", "<DEL>", info, fmt, *cells)


def _record_cell(lab: Laboratory, person: Person, loss: Loss, fmt: str) -> str:
    """The genotype of a deletion, and its copies or depth."""
    carried = sum(person.carries(loss))
    text = _GENOTYPE[2 - carried]
    if carried == 2 and fmt == "GT" and lab.rng.random() < 0.04:
        text = "0/1"  # as callers do that write every loss as heterozygous
        lab.done.add("homozygous deletion written 0/1")
    if fmt == "GT:DHFFC":
        wrong = carried == 1 and lab.rng.random() < 0.05
        return f"{'1/1' if wrong else text}:{_ratio(person, loss):.2f}"
    if fmt == "GT":
        wrong = carried == 1 and lab.errors and lab.chance(0.03, "deletion written 1/1")
        return "1/1" if wrong else text
    counts = {sum(person.present(p)) for p in _places(person, loss)}
    return f"{text}:{counts.pop()}" if len(counts) == 1 else f"{text}:."


def _places(person: Person, loss: Loss) -> list[int]:
    """A base of each part of a deletion in which the number of copies is the same."""
    cuts = {p for copy in person.copies for e in copy for p in (e.start, e.end + 1)}
    return sorted({loss.start, *(c for c in cuts if loss.start < c <= loss.end)})


def _ratio(person: Person, loss: Loss) -> float:
    """Depth over a deletion relative to two copies."""
    parts = pairwise([*_places(person, loss), loss.end + 1])
    reads = sum(sum(person.present(low)) * (high - low) for low, high in parts)
    return reads / (2 * (loss.end - loss.start + 1))


# --- callers that see depth only ------------------------------------------------------------


def _segments(lab: Laboratory, style: str, found: dict[str, Person]) -> list[str]:
    """One row for each stretch of one number of copies."""
    rows = []
    for start, end, copies in _stretches(lab, list(found.values())):
        lost = set(copies) != {2}
        if style == "segments":
            bins = -(-(end - start + 1) // _BIN)
            cells = [f"{_GENOTYPE[n]}:{n}:{bins}:90:60:60" for n in copies]
            info = f"END={lab.at(end)}"
            rows.append(lab.row(start, "N", "<DEL>,<DUP>", info, "GT:CN:NP:QS:QSS:QSE", *cells))
        elif lost:
            for first, last in _fragments(lab, start, end):
                cells = [f"./.:{n}" for n in copies]
                rows.append(_loss_row(lab, first, last, "GT:CN", cells))
    return rows


def _stretches(lab: Laboratory, people: Sequence[Person]) -> list[tuple[int, int, tuple[int, ...]]]:
    """Neighbouring intervals with the copies of each person: by bases, or by exons in an exome."""
    if lab.genome:
        low, high = GENE.start - _FLANK, GENE.end + _FLANK
        cuts = {p for q in people for c in q.copies for e in c for p in (e.start, e.end + 1)}
        places = [low, *sorted(c for c in cuts if low < c <= high), high + 1]
        parts = [(first, last - 1) for first, last in pairwise(places)]
    else:
        parts = [(e.start - PAD, e.end + PAD) for e in reversed(GENE.exons)]
    joined: list[tuple[int, int, tuple[int, ...]]] = []
    for start, end in parts:
        copies = tuple(sum(person.present(start)) for person in people)
        if joined and joined[-1][2] == copies:
            joined[-1] = (joined[-1][0], end, copies)
        else:
            joined.append((start, end, copies))
    return joined


def _fragments(lab: Laboratory, start: int, end: int) -> list[tuple[int, int]]:
    """A long segment may be written in two parts, with a gap in an intron."""
    inside = [e for e in GENE.exons if start < e.start and e.end < end]
    if len(inside) < 2 or lab.rng.random() > 0.08:
        return [(start, end)]
    gap = inside[0].start
    return [(start, gap - 900), (gap - 300, end)]
