"""What is known of each exon of a copy, in words: the same in every output."""

from __future__ import annotations

from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.text import exon_list
from osteo_annot.verdict.copy_status import CopyStatus


def exons_with(copy: Copy, status: CopyStatus) -> list[int]:
    """The exons of a copy with a status."""
    return [exon.exon for exon in copy.exons if exon.status is status]


def lost_words(copy: Copy) -> str:
    """Which exons of a copy are lost, and of which that is not known; ``none`` where none is."""
    lost, unseen = copy.outcome.exons_lost, exons_with(copy, CopyStatus.NOT_EXAMINED)
    parts = [exon_list(lost)] if lost else []
    parts += [f"{exon_list(unseen)} not examined"] if unseen else []
    return "; ".join(parts) or "none"


def exon_words(copy: Copy) -> str:
    """Every exon of a copy: ``exon 1 lost or altered; exons 2–6 not examined``."""
    said = ((status, exons_with(copy, status)) for status in CopyStatus)
    return "; ".join(f"{exon_list(exons)} {status.text}" for status, exons in said if exons)


def exon_codes(copy: Copy) -> str:
    """The same for machines, exon by exon: ``1:lost_or_altered,2:not_examined``."""
    return ",".join(f"{exon.exon}:{exon.status.value}" for exon in copy.exons)
