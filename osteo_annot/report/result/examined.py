"""The part of the result that tells what was examined, exon by exon."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.callability import ExonCallability
from osteo_annot.copies.deletion_search import DeletionSearch
from osteo_annot.measured.exon_ratio import ExonRatio
from osteo_annot.record.thresholds import DEPTH_STEPS
from osteo_annot.report.result import examined_model as out


def callability_of(exons: Sequence[ExonCallability]) -> out.CallableExons:
    """Callability of every exon, in transcript order."""
    return out.CallableExons([_exon(exon) for exon in exons])


def _exon(exon: ExonCallability) -> out.ExonCallability:
    """One exon; numbers rounded to what they mean."""
    steps = zip(DEPTH_STEPS, exon.depth_shares, strict=False)
    return out.ExonCallability(
        exon=exon.exon,
        small_variants=exon.small_variants,
        deletions=exon.deletions,
        deletion_search=exon.deletion_search,
        deletion_searches=[_search(search) for search in exon.searches],
        homozygous_loss_excluded=exon.homozygous_loss_excluded,
        source=exon.source,
        mean_depth=_rounded(exon.mean_depth, 2),
        least_depth=exon.least_depth,
        depth_shares={f"{step}x": round(share, 4) for step, share in steps},
        copy_ratio=_ratio(exon.ratio) if exon.ratio else None,
        blind_spots=[out.BlindSpot(s.code, s.where) for s in exon.gaps],
    )


def _search(search: DeletionSearch) -> out.DeletionSearch:
    """What one source says of deletions."""
    return out.DeletionSearch(
        search=search.kind,
        reason=search.reason,
        source=search.source,
        caller=search.caller,
        version=search.version,
        records=search.records,
        sees_from=search.sees_from,
        declared_by=search.declared_by,
    )


def _ratio(ratio: ExonRatio) -> out.CopyRatio:
    """What the depth tells of an exon."""
    return out.CopyRatio(
        ratio=_rounded(ratio.ratio, 3),
        spread=_rounded(ratio.spread, 3),
        copies=ratio.copies,
        loss_excluded=ratio.loss_excluded,
        power=_rounded(ratio.power, 3),
        basis=ratio.basis,
        references=ratio.references,
        silence=ratio.no_call or "",
    )


def _rounded(number: float | None, digits: int) -> float | None:
    """A number with so many decimals; None stays None."""
    return None if number is None else round(number, digits)
