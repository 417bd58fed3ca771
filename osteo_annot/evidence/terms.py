"""Sequence Ontology terms of consequences, most severe first.

Source: Sequence Ontology; the order follows the severity that the common annotators share.
"""

from __future__ import annotations

from enum import StrEnum


class Term(StrEnum):
    """A consequence; the value is the name in the Sequence Ontology."""

    TRANSCRIPT_ABLATION = "transcript_ablation"
    EXON_LOSS = "exon_loss_variant"
    SPLICE_ACCEPTOR = "splice_acceptor_variant"
    SPLICE_DONOR = "splice_donor_variant"
    STOP_GAINED = "stop_gained"
    FRAMESHIFT = "frameshift_variant"
    STOP_LOST = "stop_lost"
    START_LOST = "start_lost"
    FEATURE_TRUNCATION = "feature_truncation"
    FEATURE_ELONGATION = "feature_elongation"
    INFRAME_INSERTION = "inframe_insertion"
    INFRAME_DELETION = "inframe_deletion"
    MISSENSE = "missense_variant"
    SPLICE_DONOR_5TH = "splice_donor_5th_base_variant"
    SPLICE_REGION = "splice_region_variant"
    START_RETAINED = "start_retained_variant"
    STOP_RETAINED = "stop_retained_variant"
    SYNONYMOUS = "synonymous_variant"
    CODING_SEQUENCE = "coding_sequence_variant"
    CODING_TRANSCRIPT = "coding_transcript_variant"
    FIVE_PRIME_UTR = "5_prime_UTR_variant"
    THREE_PRIME_UTR = "3_prime_UTR_variant"
    INTRON = "intron_variant"
    UPSTREAM = "upstream_gene_variant"
    DOWNSTREAM = "downstream_gene_variant"
    INTERGENIC = "intergenic_variant"

    @property
    def accession(self) -> str:
        """Accession in the Sequence Ontology."""
        return _ACCESSIONS[self]


_ACCESSIONS = {
    Term.TRANSCRIPT_ABLATION: "SO:0001893",
    Term.EXON_LOSS: "SO:0001572",
    Term.SPLICE_ACCEPTOR: "SO:0001574",
    Term.SPLICE_DONOR: "SO:0001575",
    Term.STOP_GAINED: "SO:0001587",
    Term.FRAMESHIFT: "SO:0001589",
    Term.STOP_LOST: "SO:0001578",
    Term.START_LOST: "SO:0002012",
    Term.FEATURE_TRUNCATION: "SO:0001906",
    Term.FEATURE_ELONGATION: "SO:0001907",
    Term.INFRAME_INSERTION: "SO:0001821",
    Term.INFRAME_DELETION: "SO:0001822",
    Term.MISSENSE: "SO:0001583",
    Term.SPLICE_DONOR_5TH: "SO:0001787",
    Term.SPLICE_REGION: "SO:0001630",
    Term.START_RETAINED: "SO:0002019",
    Term.STOP_RETAINED: "SO:0001567",
    Term.SYNONYMOUS: "SO:0001819",
    Term.CODING_SEQUENCE: "SO:0001580",
    Term.CODING_TRANSCRIPT: "SO:0001968",
    Term.FIVE_PRIME_UTR: "SO:0001623",
    Term.THREE_PRIME_UTR: "SO:0001624",
    Term.INTRON: "SO:0001627",
    Term.UPSTREAM: "SO:0001631",
    Term.DOWNSTREAM: "SO:0001632",
    Term.INTERGENIC: "SO:0001628",
}

_SEVERITY = {term: rank for rank, term in enumerate(Term)}


def by_severity(terms: set[Term]) -> tuple[Term, ...]:
    """The terms, most severe first."""
    return tuple(sorted(terms, key=_SEVERITY.__getitem__))
