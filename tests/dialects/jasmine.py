"""Jasmine: Sniffles2 and cuteSV calls of one person merged, without ``--output_genotypes``.

The record is that of the first file that has the event (Sniffles2 here), with its POS (base
before), END, SVLEN, FORMAT and sample column; Jasmine adds to INFO. Start is POS + 1, end is
INFO/END, length is INFO/SVLEN; INFO/AVG_START, AVG_END and AVG_LEN are means over the merged
calls. Copies follow from FORMAT/GT of the first file. The header is that of the first file, its
``##source`` too; INFO/SVMETHOD=JASMINE in the records is what tells the merge. INFO/SUPP_VEC has
one digit for each merged file. Loss of heterozygosity cannot be said.

Checked against ``VariantOutput.java`` and ``VcfHeader.java`` in mkirsche/Jasmine.
"""

from __future__ import annotations

from tests.dialects import sniffles
from tests.dialects.truth import Ground, Truth, What

NAME = "jasmine"

_ADDED = """\
##INFO=<ID=SUPP_VEC_EXT,Number=1,Type=String,Description="Vector of supporting samples, extended">
##INFO=<ID=SUPP,Number=1,Type=String,Description="Supporting samples">
##INFO=<ID=SUPP_EXT,Number=1,Type=String,Description="Supporting samples, extended">
##INFO=<ID=IDLIST,Number=.,Type=String,Description="Merged IDs">
##INFO=<ID=IDLIST_EXT,Number=.,Type=String,Description="Merged IDs, extended">
##INFO=<ID=SVMETHOD,Number=1,Type=String,Description="">
##INFO=<ID=STARTVARIANCE,Number=1,Type=String,Description="Variance of start">
##INFO=<ID=ENDVARIANCE,Number=1,Type=String,Description="Variance of end">
##INFO=<ID=AVG_START,Number=1,Type=String,Description="Mean start">
##INFO=<ID=AVG_END,Number=1,Type=String,Description="Mean end">
##INFO=<ID=AVG_LEN,Number=1,Type=String,Description="Mean length">
""".splitlines()


def _row(truth: Truth, ground: Ground) -> list[str]:
    """The record of Sniffles2 with what the merge adds."""
    position, name, ref, alt, qual, passed, info, keys, sample = sniffles.row(truth, ground)
    ids = f"{name},cuteSV.{sniffles.symbol(truth)}.0"
    length = truth.length if sniffles.symbol(truth) == "DUP" else -truth.length
    added = (
        f"STARTVARIANCE=0.000000;ENDVARIANCE=0.000000;AVG_LEN={length:.6f};"
        f"AVG_START={int(position):.6f};AVG_END={ground.at(truth.end):.6f};SUPP_VEC_EXT=11;"
        f"IDLIST_EXT={ids};SUPP_EXT=2;SUPP_VEC=11;SUPP=2;SVMETHOD=JASMINE;IDLIST={ids}"
    )
    return [position, f"0_{name}", ref, alt, qual, passed, f"{info};{added}", keys, sample]


def write(truth: Truth, ground: Ground) -> str | None:
    """The whole file; None for loss of heterozygosity."""
    if truth.what is What.LOSS_OF_HETEROZYGOSITY:
        return None
    header = [*sniffles.HEADER, *_ADDED]
    return ground.file(header, [] if truth.what is What.NOTHING else [_row(truth, ground)])
