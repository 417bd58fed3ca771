"""smoove (LUMPY, SVTyper, duphold): POS is the base before, SVLEN is negative for a loss.

GT is SVTyper's; DHFFC is the depth of the event against its flanks. A junction caller: loss of
heterozygosity cannot be said. Written from clinical rules 2.4 and 4.1 and the tools' field lists.
"""

from __future__ import annotations

from tests.dialects.truth import Ground, Truth, What

NAME = "lumpy"

_HEADER = """\
##fileformat=VCFv4.2
##source=LUMPY
##smoove_version=0.2.8
##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Type">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length difference">
##INFO=<ID=END,Number=1,Type=Integer,Description="End">
##INFO=<ID=STRANDS,Number=.,Type=String,Description="Strands">
##INFO=<ID=IMPRECISE,Number=0,Type=Flag,Description="Imprecise">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Interval around POS">
##INFO=<ID=CIEND,Number=2,Type=Integer,Description="Interval around END">
##INFO=<ID=PRPOS,Number=.,Type=String,Description="Probability curve of POS">
##INFO=<ID=PREND,Number=.,Type=String,Description="Probability curve of END">
##INFO=<ID=SU,Number=.,Type=Integer,Description="Evidence">
##ALT=<ID=DEL,Description="Deletion">
##ALT=<ID=DUP,Description="Duplication">
##ALT=<ID=INV,Description="Inversion">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
##FORMAT=<ID=SU,Number=1,Type=Integer,Description="Evidence">
##FORMAT=<ID=DHFC,Number=1,Type=Float,Description="Depth against the chromosome">
##FORMAT=<ID=DHBFC,Number=1,Type=Float,Description="Depth against bins of like GC">
##FORMAT=<ID=DHFFC,Number=1,Type=Float,Description="Depth against the flanks">
""".splitlines()


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    rows: list[list[str]] = []
    if truth.what is not What.NOTHING:
        loss = truth.what is What.DELETION
        kind, strands = ("DEL", "+-:18") if loss else ("DUP", "-+:18")
        length = -truth.length if loss else truth.length
        info = (
            f"SVTYPE={kind};SVLEN={length};END={ground.at(truth.end)};STRANDS={strands};"
            "CIPOS=-2,2;CIEND=-2,2;SU=18"
        )
        depth = f"{truth.copies / 2 + 0.01:.3f}"
        genotype = "1/1" if truth.is_homozygous else "0/1"
        cell = f"{genotype}:120:18:{depth}:{depth}:{depth}"
        place = [str(ground.at(truth.start) - 1), "12", "N", f"<{kind}>", "640.2", "."]
        rows.append([*place, info, "GT:GQ:SU:DHFC:DHBFC:DHFFC", cell])
    return ground.file(_HEADER, rows)
