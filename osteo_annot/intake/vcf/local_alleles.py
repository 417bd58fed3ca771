"""Fields written against the alleles of one sample only, read as fields of all alleles.

Source: VCF 4.5 section 1.6.2 (LAA and the fields with the prefix L). In a file of many people a
record may have dozens of alleles; LAA lists those observed in the sample, 1-based in ALT, and LAD
counts the reads of the reference and of these. Drafts of the rule, and programs that follow them,
write the genotype so too (LGT).
"""

from __future__ import annotations

import re

from osteo_annot.intake.vcf.row import whole_number

_MISSING = {"", "."}


def in_all_alleles(fields: dict[str, str], n_alleles: int) -> dict[str, str]:
    """The FORMAT fields with GT and AD of all alleles, where the sample has only local ones.

    ``n_alleles`` counts REF and all ALT. A field that is written in full is left as it is. A local
    allele that the record does not have leaves the fields as written.

    >>> in_all_alleles({"GT": "0/3", "LAA": "3", "LAD": "15,25"}, 5)["AD"]
    '15,0,0,25,0'
    """
    if "LAD" not in fields and "LGT" not in fields:
        return fields
    local = _local(fields.get("LAA", "."), n_alleles)
    if local is None:
        return fields
    full = dict(fields)
    if fields.get("GT", ".") in _MISSING and fields.get("LGT", ".") not in _MISSING:
        full["GT"] = _genotype(fields["LGT"], local)
    depths = fields.get("LAD", ".").split(",")
    if fields.get("AD", ".") in _MISSING and len(depths) == len(local):
        # An allele that was not observed has no read; "." would say that nobody looked.
        here = dict(zip(local, depths, strict=True))
        full["AD"] = ",".join(here.get(index, "0") for index in range(n_alleles))
    return full


def _local(text: str, n_alleles: int) -> tuple[int, ...] | None:
    """Indices of the reference and the local alleles; None where they cannot be those of the row.

    A missing LAA is an empty list: the sample has the reference only.
    """
    if text in _MISSING:
        return (0,)
    indices = [whole_number(part) for part in text.split(",")]
    known = [index for index in indices if index is not None and 0 < index < n_alleles]
    return (0, *known) if len(set(known)) == len(indices) else None


def _genotype(text: str, local: tuple[int, ...]) -> str:
    """A genotype of local indices in indices of the row; malformed where one does not exist."""

    def index(match: re.Match[str]) -> str:
        place = int(match[0])
        return str(local[place]) if place < len(local) else "?"

    return re.sub(r"\d{1,6}", index, text)
