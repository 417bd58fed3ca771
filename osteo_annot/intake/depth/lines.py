"""The lines of a text file of coverage that are needed, found by index or in one pass.

They are those around the gene, those of the far interval by which the scale of a sample is held,
and those at the end of the chromosome, which tell the assembly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from osteo_annot.errors import Fault, RefusalCode, RefusedError, printable, reason_of, refuse
from osteo_annot.intake.depth.profile import windows
from osteo_annot.intake.vcf.container import (
    BOM,
    Container,
    blocks_of_lines,
    detect_container,
    index_of,
)
from osteo_annot.intake.vcf.row import whole_number
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.values import dataclass

_CONTIG = rb"^(?:" + b"|".join(re.escape(name.encode()) for name in LOCUS.contigs) + rb")\t"
_LAST_BASES = {**LOCUS.foreign_lengths, **{LOCUS.lengths[a]: a.value for a in Assembly}}
"""The assembly whose chromosome ends there; 1-based."""
_WANTED = re.compile(
    _CONTIG
    + rb"(?:(?:[0-9]{1,8}|10[0-9]{7})\t(?:10[6-9][0-9]{6}|1[1-9][0-9]{7}|[2-9][0-9]{8,9})"
    + rb"|(?:[0-9]{1,7}|[1-3][0-9]{7}|4[0-2][0-9]{6}|43[0-3][0-9]{5})"
    + rb"\t(?:4[3-9][0-9]{6}|[5-9][0-9]{7}|[0-9]{9,10})"
    + rb"|[0-9]{1,10}\t(?:"
    + b"|".join(str(length).encode() for length in _LAST_BASES)
    + rb"|17[2-9][0-9]{6}|1[89][0-9]{7}|[2-9][0-9]{8,9}))\b[^\n]*",
    re.M,
)
"""Lines that begin before 110 Mb and end beyond 106 Mb: around the gene on either assembly; that
share bases with the far interval; or that end with a chromosome, or beyond it."""
_ANY = re.compile(_CONTIG, re.M)
_NO_INTERVAL = re.compile(_CONTIG + rb"(?![0-9]{1,10}\t[0-9]{1,10}(?:[\t\r\n]|\Z))[^\n]*", re.M)

_MOST_LINES = 4_500_000
"""Lines that are needed of a file, as many as there are bases."""
_MOST_NEAR = 1_600_000
"""Lines that share a base with the windows, as many as these have bases."""

DepthRow = tuple[Interval, list[str]]
"""The interval of a line and its columns."""


@dataclass(frozen=True, slots=True)
class DepthLines:
    """What was found in a file."""

    head: tuple[str, ...]
    """Comment lines at its beginning."""
    near: tuple[DepthRow, ...]
    """Lines that share a base with the windows around the gene, in file order."""
    far: tuple[DepthRow, ...]
    """Lines that share a base with the far interval."""


def depth_lines(path: Path, assembly: Assembly) -> DepthLines:
    """The lines that are needed of a file.

    Raises RefusedError with every fault (COVERAGE_INVALID, ASSEMBLY_CONFLICT, NO_CHROMOSOME_6,
    FILE_NOT_FOUND, TRUNCATED_FILE).
    """
    head, lines = _head_and_lines(path, assembly)
    here = windows(assembly)
    near: list[DepthRow] = []
    far: list[DepthRow] = []
    faults: list[Fault] = []
    reached = 0
    for line in lines:
        parts = line.split("\t")
        first, last = (whole_number(p.strip()) for p in (*parts, "", "")[1:3])
        if first is None or last is None or not 0 <= first <= last:
            where = f"{path.name}, {printable(line, 60)}"
            faults.append(Fault(RefusalCode.COVERAGE_INVALID, where, "Not contig, start, end."))
        elif first < last:
            interval = Interval(first + 1, last)
            reached = max(reached, last)
            if interval.overlap(here.span):
                near.append((interval, parts))
            if interval.overlap(here.far):
                far.append((interval, parts))
            if len(near) + len(far) > _MOST_NEAR:
                found = f"It has more than {_MOST_NEAR:,} lines around the gene: more than bases."
                raise refuse(RefusalCode.TOO_LARGE, path.name, found)
    if faults:
        raise RefusedError(*faults[:20])
    _check_last_base(reached, assembly, path.name)
    return DepthLines(tuple(head), tuple(near), tuple(far))


def _check_last_base(reached: int, assembly: Assembly, name: str) -> None:
    """Refuse a file whose last base of the chromosome is that of another assembly."""
    length = LOCUS.lengths[assembly]
    other = _LAST_BASES.get(reached)
    if reached == length or (reached < length and other is None):
        return
    said = f"that of {other}" if other else "beyond the chromosome"
    found = f"Its last base of chromosome {LOCUS.chromosome} is {reached:,}: {said}."
    raise refuse(RefusalCode.ASSEMBLY_CONFLICT, name, found)


def _head_and_lines(path: Path, assembly: Assembly) -> tuple[list[str], list[str]]:
    """Comment lines, and the lines of the chromosome that are needed, by index if there is one.

    Without an index the whole file is passed through, but only those lines are kept.
    """
    container = _container(path)
    index = index_of(path, container)
    first = next(blocks_of_lines(path, container), b"").removeprefix(BOM)
    text = first.decode("utf-8", "replace").splitlines()
    head = [line for line in text if line.startswith("#")]
    data = [t for t in text if t.strip() and not t.startswith(("#", "track", "browser"))]
    contigs = [line.split("\t")[0] for line in data]
    if index is None:
        named, lines = _streamed(path, container)
    else:
        named, lines = _fetched(path, index, assembly)
    named += [line.split("\t", 1)[0] for line in lines]
    _check_contigs([*contigs, *named], assembly, path.name)
    return head, lines


def _streamed(path: Path, container: Container) -> tuple[list[str], list[str]]:
    """Names of the chromosome, and its lines that are needed or without an interval."""
    named: dict[str, None] = {}
    lines: list[str] = []
    for block in blocks_of_lines(path, container):
        text = block.removeprefix(BOM)
        if len(lines) > _MOST_LINES:
            found = f"It has more than {_MOST_LINES:,} lines around the gene: more than bases."
            raise refuse(RefusalCode.TOO_LARGE, path.name, found)
        for pattern in (_WANTED, _NO_INTERVAL):
            lines += [m[0].decode("utf-8", "replace").rstrip("\r") for m in pattern.finditer(text)]
        if (line := _ANY.search(text)) is not None:
            named[line[0].decode().rstrip("\t")] = None
    return list(named), lines


def _container(path: Path) -> Container:
    """How the text is packed; what is no text at all is refused."""
    try:
        return detect_container(path)
    except RefusedError as error:
        (fault,) = error.faults
        if fault.code is RefusalCode.NOT_A_VCF:
            raise refuse(RefusalCode.COVERAGE_INVALID, path.name, fault.what) from error
        raise


def _fetched(path: Path, index: Path, assembly: Assembly) -> tuple[list[str], list[str]]:
    """Contigs of the index, and the lines of the chromosome that are needed; none twice."""
    import pysam  # lazy: only indexed files need it

    here = windows(assembly)
    wanted = (
        (here.far.start - 1, here.far.end),
        (here.span.start - 1, here.span.end),
        *((last - 1, last) for last in sorted(_LAST_BASES)),
        (max(_LAST_BASES), None),
    )
    lines: list[str] = []
    try:
        with pysam.TabixFile(str(path), index=str(index)) as tabix:
            contigs = list(tabix.contigs)
            own = [contig for contig in contigs if contig in LOCUS.contigs]
            for contig in own:
                for start, end in wanted:
                    seen = set(lines)  # a line that spans two places is given for both
                    lines += [x for x in tabix.fetch(contig, start, end) if x not in seen]
    except (OSError, ValueError) as error:
        raise refuse(RefusalCode.BROKEN_INDEX, index.name, reason_of(error)) from error
    return contigs, lines


def _check_contigs(contigs: Sequence[str], assembly: Assembly, name: str) -> None:
    """Refuse without the chromosome, or with an accession of the other assembly."""
    own = dict.fromkeys(contig for contig in contigs if contig in LOCUS.contigs)
    if not own:
        shown = ", ".join(printable(c, 40) for c in sorted(set(contigs))[:5]) or "no region"
        raise refuse(RefusalCode.NO_CHROMOSOME_6, name, f"It has {shown}.")
    faults = [
        Fault(RefusalCode.ASSEMBLY_CONFLICT, name, f"The contig {contig} is not of {assembly}.")
        for contig in own
        if LOCUS.contigs[contig] not in {None, assembly}
    ]
    if faults:
        raise RefusedError(*faults)
