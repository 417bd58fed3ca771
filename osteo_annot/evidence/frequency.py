"""How often an event is seen in populations, by the sources of frequencies.

Source: clinical rules 1.6. Absent is said only of a place that the source could see.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from osteo_annot.events.model import Event, EventKind
from osteo_annot.evidence.criterion import Leaf
from osteo_annot.intake.knowledge.sources import (
    AlleleRecord,
    KnowledgeSource,
    KnowledgeSources,
    SourceKind,
)
from osteo_annot.intake.knowledge.vocabulary import STRUCTURAL_KINDS
from osteo_annot.locus.allele import Allele, shift_is_bounded
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference
from osteo_annot.record.policy import FrequencyPolicy
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass

_SOURCE_KINDS = {
    EventKind.DELETION: "DEL",
    EventKind.DUPLICATION: "DUP",
    EventKind.INVERSION: "INV",
}

_MANY = 100
_CONFIDENCE = 0.05
_NORMAL_95 = 1.6449
_AF = re.compile(r"^(?:AF(?:_.+)?|.+_AF)$")
_NO_GROUP = re.compile(r"raw|_X[XY]|male|controls|subset|bin|faf", re.I)
_AFFIXES = re.compile(r"(?:^|_)(?:joint|exomes|genomes)(?=_|$)", re.I)
_CONTINENTAL = {"all", "afr", "amr", "eas", "nfe", "eur", "sas", "popmax", "grpmax"}
"""Groups of continents, and everybody. Others are parts of them, founder populations, of no one
origin, or parts of a study: gnomAD leaves them out of its highest group too."""


@dataclass(frozen=True, slots=True)
class GroupFrequency:
    """Allele frequency in one group of a source."""

    frequency: float
    alleles: int
    group: str
    source: str
    """Label of the source."""
    count: int = 0
    """Alleles seen."""

    @property
    def _people(self) -> str:
        """The group without the part of the source that it was counted in."""
        return _AFFIXES.sub("", self.group).strip("_").lower() or "all"

    @property
    def is_everybody(self) -> bool:
        """Whether it is no group of people but all."""
        return self._people == "all"

    @property
    def is_continental(self) -> bool:
        """Whether the group counts for BA1 and BS1."""
        return self._people in _CONTINENTAL

    @property
    def at_least(self) -> float:
        """The filtering frequency: what the true one is not below, with 95 % confidence."""
        return _least_mean(self.count) / self.alleles

    @property
    def text(self) -> str:
        """Frequency, group and number of alleles in words."""
        frequency = f"{self.frequency:.3g}"
        return say.FREQUENCY(frequency=frequency, group=self.group, alleles=self.alleles).text


@dataclass(frozen=True, slots=True)
class Frequencies:
    """What all sources say of one event."""

    groups: tuple[GroupFrequency, ...]
    """Groups with enough alleles."""
    homozygotes: int | None
    """Most homozygotes that a source counts; None where none counts them."""
    without_number: float
    """Highest frequency of a group of which the number of alleles is not told."""
    absent: bool
    """Whether no source has it although one could see the place."""
    open_: Leaf | None
    """Why nothing can be said; None where something can."""
    sources: tuple[str, ...]

    @property
    def continental(self) -> tuple[GroupFrequency, ...]:
        """The groups that count for BA1 and BS1."""
        return tuple(g for g in self.groups if g.is_continental)


@lru_cache(maxsize=4096)
def _least_mean(count: int) -> float:
    """The greatest mean of a Poisson count that gives so many or more in at most 5 % of cases.

    Whiffin 2017 (filtering allele frequency). Exact for small counts; for large ones after Wilson
    and Hilferty, which is then within a thousandth.
    """
    if count <= 0:
        return 0.0
    if count > _MANY:
        root = 1 - 1 / (9 * count) - _NORMAL_95 / (3 * math.sqrt(count))
        return float(count * root**3)
    low, high = 0.0, float(count)
    for _ in range(60):
        mean = (low + high) / 2
        fewer = sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count))
        low, high = (mean, high) if 1 - fewer <= _CONFIDENCE else (low, mean)
    return low


def frequencies_of(
    event: Event,
    sources: KnowledgeSources,
    policy: FrequencyPolicy,
    gene: GeneModel,
    reference: Reference,
) -> Frequencies:
    """What the sources of frequencies say of an event."""
    if not event.parts:
        return _of_event(event, sources, policy, gene, reference)
    if event.allele is not None:
        own = _of_event(event, sources, policy, gene, reference)
        if own.open_ is None and not own.absent:
            return own
    parts = [_of_event(part, sources, policy, gene, reference) for part in event.parts]
    # Both on one copy are seen no more often than either; how often, the sources do not tell.
    absent = next((found for found in parts if found.absent), None)
    if absent is not None or any(found.open_ for found in parts):
        return absent or next(found for found in parts if found.open_)
    return Frequencies((), None, 0.0, False, Leaf.FREQUENCY_OF_PARTS_ONLY, parts[0].sources)


def _of_event(
    event: Event,
    sources: KnowledgeSources,
    policy: FrequencyPolicy,
    gene: GeneModel,
    reference: Reference,
) -> Frequencies:
    """What the sources say of an event as it is written."""
    given = sources.of(SourceKind.FREQUENCIES)
    if not given:
        return _nothing(Leaf.FREQUENCY_NOT_GIVEN, ())
    able = [source for source in given if _tells_of(event, source)]
    if not able:
        return _nothing(Leaf.FREQUENCY_KIND_NOT_GIVEN, given)
    if any(_counts_copies(event, source, gene) for source in able):
        return _nothing(Leaf.FREQUENCY_COPIES_NOT_READ, able)
    records = [
        (source, record)
        for source in able
        for record in _allele_records(event, source, policy, gene)
    ]
    good = [
        (source, record, part)
        for source, record in records
        if (part := _passing(record)) is not None
    ]
    if records and not good:
        return _nothing(Leaf.FREQUENCY_FILTERED, able)
    if not records:
        return _absent(event, able, policy, reference)
    groups = tuple(
        group
        for source, record, part in good
        for group in _groups(record, source.label, part)
        if group.alleles >= policy.min_alleles
    )
    counts = [record.number(*_homozygotes(part)) for _, record, part in good]
    known_counts = [int(count) for count in counts if count is not None and 0 <= count < 2**31]
    return Frequencies(
        groups=groups,
        homozygotes=max(known_counts, default=None),
        without_number=max((_without_number(record) for _, record, _ in good), default=0.0),
        absent=False,
        open_=None if groups else Leaf.FREQUENCY_TOO_FEW_ALLELES,
        sources=tuple(source.label for source in able),
    )


def _nothing(leaf: Leaf, sources: Iterable[KnowledgeSource]) -> Frequencies:
    """Nothing can be said."""
    return Frequencies((), None, 0.0, False, leaf, tuple(source.label for source in sources))


def _passing(record: AlleleRecord) -> str | None:
    """The part of a joint source that may be used: empty for all, None where nothing passes.

    gnomAD joins exomes and genomes; where one side failed its filters, the other may have passed. A
    record of which no good genotype was left (AC0) tells that nobody was seen to carry it.
    """
    filters = set(record.row.filters)
    if not filters or (filters == {"AC0"} and record.number("AC", "AC_joint") == 0):
        return ""
    if len(filters) > 1:
        return None
    return {"EXOMES_FILTERED": "genomes", "GENOMES_FILTERED": "exomes"}.get(filters.pop())


def _homozygotes(part: str) -> tuple[str, ...]:
    """The fields that count homozygotes, of all or of a part of the source."""
    if part:
        return (f"nhomalt_{part}",)
    return ("nhomalt", "nhomalt_joint", "N_HOMALT", "AC_Hom")


def _without_number(record: AlleleRecord) -> float:
    """The highest frequency of a group of which no number of alleles is told."""
    keys = [key for key in record.row.info if _AF.match(key) and not _NO_GROUP.search(key)]
    open_ = [record.number(key) for key in keys if record.number(_partner(key, "AN")) is None]
    return max((f for f in open_ if f is not None and 0 <= f <= 1), default=0.0)


def _tells_of(event: Event, source: KnowledgeSource) -> bool:
    """Whether a source has events of this kind: structural ones or exact alleles."""
    if event.kind is EventKind.SMALL_VARIANT:
        return source.tells_small
    return event.kind in _SOURCE_KINDS and source.tells_structural


def _coding_exons(span: Interval, gene: GeneModel) -> frozenset[int]:
    """Exons of which an interval holds coding bases."""
    parts = ((exon.number, gene.coding_part(exon)) for exon in gene.exons)
    return frozenset(n for n, part in parts if part and span.overlap(Interval(*part)))


def _counts_copies(event: Event, source: KnowledgeSource, gene: GeneModel) -> bool:
    """Whether the source has a record over the exons of a structural event that is not read.

    One of copy numbers, or of a kind that is not known.
    """
    own = _coding_exons(event.best, gene)
    return event.kind is not EventKind.SMALL_VARIANT and any(
        (other.kind in {"CNV", "MCNV"} or other.kind not in STRUCTURAL_KINDS)
        and own & _coding_exons(Interval(other.start, other.end), gene)
        for other in source.structural
    )


def _allele_records(
    event: Event, source: KnowledgeSource, policy: FrequencyPolicy, gene: GeneModel
) -> Iterator[AlleleRecord]:
    """Records of the same allele; of a structural event those that overlap enough.

    They must hold the same coding exons (clinical rules Z19): a deletion in an intron says nothing
    of one that takes an exon.
    """
    if event.allele is not None:
        yield from source.find(event.allele)
    kind = _SOURCE_KINDS.get(event.kind)
    for other in source.structural:
        if other.kind == kind:
            span = Interval(other.start, other.end)
            shared = event.best.overlap(span) / max(len(event.best), len(span))
            alike = _coding_exons(span, gene) == _coding_exons(event.best, gene)
            if alike and shared >= policy.structural_overlap:
                yield other.record


def _absent(
    event: Event, able: list[KnowledgeSource], policy: FrequencyPolicy, reference: Reference
) -> Frequencies:
    """No source has the event: absent only where one could see it."""
    allele = event.allele
    if event.kind is EventKind.SMALL_VARIANT and allele is not None:
        if not shift_is_bounded(allele, reference):
            return _nothing(Leaf.FREQUENCY_PLACE_NOT_KNOWN, able)
        able = [source for source in able if _sees(source, allele, policy)]
        if not able:
            return _nothing(Leaf.FREQUENCY_SITE_NOT_SEEN, ())
    elif event.kind is not EventKind.SMALL_VARIANT:
        kind = _SOURCE_KINDS[event.kind]
        able = [
            source
            for source in able
            if any(s.kind == kind and not s.record.row.filters for s in source.structural)
        ]
        if not able:
            return _nothing(Leaf.FREQUENCY_KIND_NOT_SEEN, ())
    return Frequencies((), None, 0.0, True, None, tuple(source.label for source in able))


def _sees(source: KnowledgeSource, allele: Allele, policy: FrequencyPolicy) -> bool:
    """Whether a record close by was called in enough people.

    A VCF of sites has no record where nobody carries anything, so the place itself says nothing.
    """
    enough = max(policy.min_alleles, source.most_called * policy.callable_an_share)
    reach = policy.callable_neighbour_bases
    return source.called_near(allele.start - reach, allele.end + reach) >= enough


def _groups(record: AlleleRecord, source: str, part: str) -> Iterator[GroupFrequency]:
    """Every group of a record, or of a part of it, that tells frequency and number of alleles."""
    keys = [key for key in record.row.info if _AF.match(key) and not _NO_GROUP.search(key)]
    wanted = {key for key in ("AF", *keys) if part in key}
    for key in sorted(wanted):
        alleles = record.number(_partner(key, "AN"))
        count = record.number(_partner(key, "AC"))
        frequency = record.number(key)
        if frequency is None and count is not None and alleles:
            frequency = count / alleles
        if frequency is None or alleles is None or not 0 <= frequency <= 1:
            continue
        group = key.removeprefix("AF").removesuffix("_AF").strip("_") or "all"
        seen = count if count is not None else frequency * alleles
        yield GroupFrequency(frequency, int(alleles), group, source, round(seen))


def _partner(key: str, name: str) -> str:
    """The field of the same group: ``AF_afr`` to ``AN_afr``, ``EAS_AF`` to ``EAS_AN``."""
    return name + key[2:] if key.startswith("AF") else key[:-2] + name
