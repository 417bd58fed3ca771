"""ExomeDepth: the data frame ``CNV.calls`` as ``write.csv(..., row.names = FALSE)`` writes it.

``start`` is the first base of the first deviating target, ``end`` the last base of the last one
(1-based, closed): exons, not breakpoints. Copies follow from ``type`` and ``reads.ratio`` (about
0 none, 0.5 one, 1.5 three); the caller itself tells only deletion from duplication. ``BF`` is the
decimal logarithm of the Bayes factor. ``id`` puts ``chr`` before the chromosome even where it has
it. The text names neither assembly nor sample. A change of part of an exon and loss of
heterozygosity cannot be said. A whole exome always has calls elsewhere; one on chromosome 1 is
written in each file, alone where the locus is normal.

Checked against ``class_definition.R`` (columns, order of creation, rounding) and
``countBamInGranges.R`` (starts are those of the BED plus 1) in vplagnol/ExomeDepth, and against
column headers quoted in public scripts.
"""

from __future__ import annotations

from tests.dialects.truth import EXON, Ground, Truth, What

NAME = "exomedepth"

_COLUMNS = (
    *("start.p", "end.p", "type", "nexons", "start", "end", "chromosome", "id", "BF"),
    *("reads.expected", "reads.observed", "reads.ratio"),
)
_READS = {0: 2, 1: 148, 3: 449}
"""Reads of one target by the person's copies, where 300 are expected."""
_EXPECTED = 300
_MARGIN = 150
"""Intron and intergenic bases between the breakpoint and the first target of a neighbour."""


def _targets(truth: Truth) -> tuple[int, int, int]:
    """First and last base and number of the targets inside; number 0 where there is none."""
    inside = [e for e in EXON.values() if truth.start <= e.start and e.end <= truth.end]
    if not inside:
        return 0, 0, 0
    if len(inside) == len(EXON) and truth.length > 100_000:
        return truth.start + _MARGIN, truth.end - _MARGIN, len(inside) + 2
    return min(e.start for e in inside), max(e.end for e in inside), len(inside)


def _line(truth: Truth, ground: Ground, targets: tuple[int, int, int]) -> str:
    """The line of the event."""
    start, end, count = ground.at(targets[0]), ground.at(targets[1]), targets[2]
    expected, observed = _EXPECTED * count, _READS[truth.copies] * count
    kind = "deletion" if truth.what is What.DELETION else "duplication"
    factor = f"{(28.4 if truth.is_homozygous else 9.13) * count:.3g}"
    names = f'"{ground.contig}","chr{ground.contig}:{start}-{end}"'
    reads = f"{factor},{expected},{observed},{observed / expected:.3g}"
    return f'80412,{80411 + count},"{kind}",{count},{start},{end},{names},{reads}'


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole text; None for part of an exon and loss of heterozygosity."""
    prefix = "chr" if ground.contig.startswith("chr") else ""
    other = f'"{prefix}1","chr{prefix}1:25599041-25655628"'
    lines = [
        ",".join(f'"{column}"' for column in _COLUMNS),
        f'3001,3012,"deletion",12,25599041,25655628,{other},41.2,1804,921,0.511',
    ]
    if truth.what is not What.NOTHING:
        targets = _targets(truth)
        if truth.what is What.LOSS_OF_HETEROZYGOSITY or targets[2] == 0:
            return None
        lines.append(_line(truth, ground, targets))
    return "\n".join(lines) + "\n"
