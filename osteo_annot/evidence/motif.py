"""The splice motif in which a substitution lies.

Source: clinical rules 1.3; the extent of the motif is the policy's.
"""

from __future__ import annotations

from osteo_annot.copies.splice import Site, SpliceSite, splice_sites
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.gene import GeneModel
from osteo_annot.record.policy import SplicePolicy


def motif_of(allele: Allele, gene: GeneModel, policy: SplicePolicy) -> SpliceSite | None:
    """The splice site in whose motif a substitution of one base lies; None for other changes."""
    if len(allele.ref) != 1 or len(allele.alt) != 1:
        return None
    for site in splice_sites(gene):
        donor = site.site is Site.DONOR
        intronic = policy.motif_donor if donor else policy.motif_acceptor
        if site.exon_is_above:
            first, last = site.end - intronic + 1, site.end + policy.motif_exon
        else:
            first, last = site.start - policy.motif_exon, site.start + intronic - 1
        if first <= allele.start <= last:
            return site
    return None
