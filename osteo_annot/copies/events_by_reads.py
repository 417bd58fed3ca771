"""What the person's own reads say of the small variants: counted, and held against the genotypes.

Source: reads.md 2 and 5. Reads are one more witness: they confirm two copies, contradict a
genotype, or say what is missing. They never lower a state alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.events.allele_balance import READS_NEEDED, AlleleReads
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.events.zygosity import ReadsFit, reads_fit
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.measured.person import Person
from osteo_annot.measured.reads.small_variant import (
    SmallVariantReads,
    homozygote_by_reads,
    small_variant_by_reads,
)
from osteo_annot.sentences.texts import findings as say

MOST_COUNTED = 60
"""Small variants whose reads are counted: those nearest to an exon, so that time stays flat."""
MOST_LINKED = 12
"""Homozygous ones among them for which markers are looked for."""

EventReads = Mapping[str, SmallVariantReads]
"""What the reads say of small variants, by the id of the event."""

_ON_ALL_READS = {Zygosity.APPARENT_HOMOZYGOUS, Zygosity.HAPLOID_CALL}


def events_by_reads(
    events: Sequence[Event], person: Person, gene: GeneModel, reference: Reference
) -> dict[str, SmallVariantReads]:
    """What the person's reads say of the small variants; empty where none were given.

    Raises RefusedError (ALIGNMENTS_INVALID).
    """
    small = [e for e in events if e.kind is EventKind.SMALL_VARIANT and e.allele is not None]
    if person.reads is None or not small:
        return {}
    reads = person.reads.fetched
    nearest = nearest_to_exons(small, gene)
    linked = [e.id for e in nearest if e.zygosity in _ON_ALL_READS][:MOST_LINKED]
    places = [e.outer.start for e in small]
    found: dict[str, SmallVariantReads] = {}
    for event in nearest:
        assert event.allele is not None
        if not reads.window.contains(event.outer):
            continue
        if event.id in linked:
            told = homozygote_by_reads(reads, event.allele, reference, gene, places)
        else:
            told = small_variant_by_reads(reads, event.allele, reference)
        found[event.id] = told
    return found


def nearest_to_exons(events: Sequence[Event], gene: GeneModel) -> list[Event]:
    """The events nearest to an exon, nearest first: those whose reads are looked at."""
    return sorted(events, key=lambda e: (_to_exon(e, gene), e.id))[:MOST_COUNTED]


def _to_exon(event: Event, gene: GeneModel) -> int:
    """Bases to the nearest exon; 0 inside one."""
    where = event.outer
    return min(max(0, e.start - where.end, where.start - e.end) for e in gene.exons)


FEWEST_DENIED, SHARE_DENIED = 3, 0.15
"""Genotypes that the reads contradict, and their share of all that were held against reads, from
which the reads may be another person's: a parent shares half of the alleles (default, unverified).
"""


def reads_of_another(events: Sequence[Event], found: EventReads) -> list[Finding]:
    """What is found where the reads contradict many genotypes at once; it concerns all events."""
    held = [
        event
        for event in events
        if not event.filters and event.id in found and found[event.id].counts.total >= READS_NEEDED
    ]
    denied = sum(bool(reads_contradict(event, found)) for event in held)
    if denied < FEWEST_DENIED or denied < SHARE_DENIED * len(held):
        return []
    code = FindingCode.READS_OF_ANOTHER_PERSON
    said = say.OTHER_PERSON(meaning=code, denied=denied, sites=len(held))
    return [Finding(code, said, tuple(event.id for event in events))]


def reads_contradict(event: Event, found: EventReads) -> list[Finding]:
    """What is found where the person's reads do not fit the copies that a genotype gives a variant.

    Held against a homozygote are reads of the reference, against a heterozygote all others.
    """
    told = found.get(event.id)
    if told is None:
        return []
    counts = told.counts
    homozygous = event.zygosity in _ON_ALL_READS
    other = counts.ref.total + (0 if homozygous else counts.other)
    reads = AlleleReads(counts.alt.total, other)
    if reads_fit(event.zygosity, reads) is not ReadsFit.CONTRADICTED:
        return []
    code = FindingCode.READS_CONTRADICT_GENOTYPE
    said = say.OWN_READS(meaning=code, event=event.id, zygosity=event.zygosity, reads=counts.said)
    return [Finding(code, said, (event.id,))]
