"""How often an event is seen in populations: BA1, BS1, BS2, PM2.

Source: clinical rules 1.6. Absent is said only of a place that the source could see.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from osteo_annot.events.model import Event, EventKind, Span
from osteo_annot.evidence.criterion import Answer, Criterion, Leaf, Strength
from osteo_annot.evidence.criterion import met as _met
from osteo_annot.evidence.criterion import not_assessed as _not_assessed
from osteo_annot.evidence.criterion import not_met as _not_met
from osteo_annot.intake.sources import Hit, Source, SourceKind, Sources
from osteo_annot.locus.allele import Allele, shift_is_bounded
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.reference import Reference
from osteo_annot.record.policy import FrequencyPolicy
from osteo_annot.record.variants import on_grch38

_BA1 = "SVI 2018 (BA1)"
_BS1 = "Richards 2015 (BS1); Whiffin 2017 (limit)"
_BS2 = "Richards 2015 (BS2)"
_PM2 = "SVI 2020 (PM2)"
_SOURCE_KINDS = {EventKind.DELETION: "DEL", EventKind.DUPLICATION: "DUP"}

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
        return f"{self.frequency:.3g} in {self.group} ({self.alleles:,} alleles)"


@dataclass(frozen=True, slots=True)
class Frequencies:
    """What all sources say of one event."""

    groups: tuple[GroupFrequency, ...]
    """Groups with enough alleles."""
    homozygotes: int | None
    """Most homozygotes that a source counts; None where none counts them."""
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
    sources: Sources,
    policy: FrequencyPolicy,
    gene: GeneModel,
    reference: Reference,
) -> Frequencies:
    """What the sources of frequencies say of an event."""
    given = sources.of(SourceKind.FREQUENCIES)
    if not given:
        return _nothing(Leaf.FREQUENCY_NOT_GIVEN, ())
    able = [source for source in given if _tells_of(event, source)]
    if not able:
        return _nothing(Leaf.FREQUENCY_KIND_NOT_GIVEN, given)
    if any(_counts_copies(event, source, gene) for source in able):
        return _nothing(Leaf.FREQUENCY_COPIES_NOT_READ, able)
    hits = [(source, hit) for source in able for hit in _hits(event, source, policy, gene)]
    good = [(source, hit) for source, hit in hits if not hit.row.filters]
    if hits and not good:
        return _nothing(Leaf.FREQUENCY_FILTERED, able)
    if not hits:
        return _absent(event, able, policy, reference)
    groups = tuple(
        group
        for source, hit in good
        for group in _groups(hit, source.label)
        if group.alleles >= policy.min_alleles
    )
    counts = [hit.number("nhomalt", "nhomalt_joint", "N_HOMALT", "AC_Hom") for _, hit in good]
    told = [int(count) for count in counts if count is not None and 0 <= count < 2**31]
    return Frequencies(
        groups=groups,
        homozygotes=max(told, default=None),
        absent=False,
        open_=None if groups else Leaf.FREQUENCY_TOO_FEW_ALLELES,
        sources=tuple(source.label for source in able),
    )


def _nothing(leaf: Leaf, sources: Iterable[Source]) -> Frequencies:
    """Nothing can be said."""
    return Frequencies((), None, False, leaf, tuple(source.label for source in sources))


def _tells_of(event: Event, source: Source) -> bool:
    """Whether a source has events of this kind: structural ones or exact alleles."""
    if event.kind is EventKind.SMALL_VARIANT:
        return source.tells_small
    return event.kind in _SOURCE_KINDS and source.tells_structural


def _coding_exons(span: Span, gene: GeneModel) -> frozenset[int]:
    """Exons of which an interval holds coding bases."""
    parts = ((exon.number, gene.coding_part(exon)) for exon in gene.exons)
    return frozenset(n for n, part in parts if part and span.overlap(Span(*part)))


def _counts_copies(event: Event, source: Source, gene: GeneModel) -> bool:
    """Whether the source has a copy-number record that concerns the exons of a structural event."""
    own = _coding_exons(event.best, gene)
    return event.kind is not EventKind.SMALL_VARIANT and any(
        other.kind in {"CNV", "MCNV"} and own & _coding_exons(Span(other.start, other.end), gene)
        for other in source.structural
    )


def _hits(event: Event, source: Source, policy: FrequencyPolicy, gene: GeneModel) -> Iterator[Hit]:
    """Records of the same allele; of a structural event those that overlap enough.

    They must hold the same coding exons (clinical rules Z19): a deletion in an intron says nothing
    of one that takes an exon.
    """
    if event.allele is not None:
        yield from source.find(event.allele)
    kind = _SOURCE_KINDS.get(event.kind)
    for other in source.structural:
        if other.kind == kind:
            span = Span(other.start, other.end)
            shared = event.best.overlap(span) / max(len(event.best), len(span))
            alike = _coding_exons(span, gene) == _coding_exons(event.best, gene)
            if alike and shared >= policy.structural_overlap:
                yield other.hit


def _absent(
    event: Event, able: list[Source], policy: FrequencyPolicy, reference: Reference
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
            if any(s.kind == kind and not s.hit.row.filters for s in source.structural)
        ]
        if not able:
            return _nothing(Leaf.FREQUENCY_KIND_NOT_SEEN, ())
    return Frequencies((), None, True, None, tuple(source.label for source in able))


def _sees(source: Source, allele: Allele, policy: FrequencyPolicy) -> bool:
    """Whether a record close by was called in enough people.

    A VCF of sites has no record where nobody carries anything, so the place itself says nothing.
    """
    enough = max(policy.min_alleles, source.most_called * policy.callable_an_share)
    reach = policy.callable_neighbour_bases
    return source.called_near(allele.start - reach, allele.end + reach) >= enough


def _groups(hit: Hit, source: str) -> Iterator[GroupFrequency]:
    """Every group of a record that tells both frequency and number of alleles."""
    keys = [key for key in hit.row.info if _AF.match(key) and not _NO_GROUP.search(key)]
    for key in sorted({"AF", *keys}):
        alleles = hit.number(_partner(key, "AN"))
        count = hit.number(_partner(key, "AC"))
        frequency = hit.number(key)
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


def _open(code: str, guideline: str, seen: Frequencies) -> Criterion | None:
    """The criterion as not assessed, where the sources can say nothing."""
    if seen.open_ is None:
        return None
    return _not_assessed(code, seen.open_, guideline, sources=seen.sources)


def ba1(event: Event, seen: Frequencies, policy: FrequencyPolicy, assembly: Assembly) -> Criterion:
    """BA1: allele frequency above 5 % in a continental group of at least 2,000 alleles."""
    if (open_ := _open("BA1", _BA1, seen)) is not None:
        return open_
    top = max(seen.continental, key=lambda g: (g.frequency, g.group), default=None)
    answers = (
        Answer("Highest frequency in a continental group", top.text if top else "not seen"),
        Answer("Limit of BA1", f"above {policy.ba1_above:g}"),
    )
    if top is None or top.frequency <= policy.ba1_above:
        return _not_met("BA1", Leaf.BA1_NOT_ABOVE, _BA1, answers, seen.sources)
    if event.allele and on_grch38(event.allele, assembly) in policy.ba1_exceptions:
        return _not_met("BA1", Leaf.BA1_EXCEPTION, _BA1, answers, seen.sources)
    return _met(
        "BA1",
        Strength.STAND_ALONE,
        Leaf.BA1_ABOVE,
        _BA1,
        answers=answers,
        sources=seen.sources,
        overturned_by="The frequency is an artefact of mapping or calling in the source.",
    )


def bs1(seen: Frequencies, policy: FrequencyPolicy) -> Criterion:
    """BS1: allele frequency above the greatest credible one for the disease."""
    if (open_ := _open("BS1", _BS1, seen)) is not None:
        return open_
    top = max(seen.continental, key=lambda g: (g.at_least, g.group), default=None)
    derived = (
        f"above {policy.bs1_above:.3g}: the square root of {policy.prevalence:g} (prevalence) x "
        f"{policy.gene_share:g} (share of the gene), times {policy.allele_share:g} (share of one "
        "allele)"
    )
    answers = (
        Answer("Highest frequency in a continental group", top.text if top else "not seen"),
        Answer("Not below, with 95 % confidence", f"{top.at_least:.3g}" if top else "not seen"),
        Answer("Greatest credible frequency", derived),
    )
    if top is None or top.at_least <= policy.bs1_above:
        return _not_met("BS1", Leaf.BS1_NOT_ABOVE, _BS1, answers, seen.sources)
    return _met(
        "BS1",
        Strength.STRONG,
        Leaf.BS1_ABOVE,
        _BS1,
        answers=answers,
        sources=seen.sources,
        overturned_by="A founder allele of that population, or a milder disease with this allele.",
    )


def bs2(seen: Frequencies, policy: FrequencyPolicy) -> Criterion:
    """BS2: homozygous in people of a population, for a disease that shows in infancy."""
    if (open_ := _open("BS2", _BS2, seen)) is not None:
        return open_
    if seen.homozygotes is None and not seen.absent:
        return _not_assessed("BS2", Leaf.BS2_NOT_COUNTED, _BS2, sources=seen.sources)
    count = seen.homozygotes or 0
    answers = (
        Answer("Homozygotes", str(count)),
        Answer("Homozygotes for the criterion", f"{policy.bs2_homozygotes} or more"),
    )
    if count < policy.bs2_homozygotes:
        few = count >= policy.bs2_flag
        leaf = Leaf.BS2_FEW_HOMOZYGOTES if few else Leaf.BS2_NO_HOMOZYGOTES
        return _not_met("BS2", leaf, _BS2, answers, seen.sources)
    return _met(
        "BS2",
        Strength.STRONG,
        Leaf.BS2_HOMOZYGOTES,
        _BS2,
        answers=answers,
        sources=seen.sources,
        overturned_by="The homozygotes are affected, or hemizygous over a deletion.",
    )


def pm2(seen: Frequencies, policy: FrequencyPolicy) -> Criterion:
    """PM2, always supporting: absent where it could be seen, or rare in every group."""
    if (open_ := _open("PM2", _PM2, seen)) is not None:
        return open_
    counted = [g for g in seen.groups if g.is_everybody or g.count >= policy.pm2_alleles]
    top = max(counted, key=lambda g: (g.frequency, g.group), default=None)
    rare = f"in no group {policy.pm2_alleles} alleles or more"
    answers = (
        Answer(
            "Highest frequency in any group",
            top.text if top else "absent" if seen.absent else rare,
        ),
        Answer("Limit of PM2", f"below {policy.pm2_below:g} in every group"),
    )
    if top is not None and top.frequency >= policy.pm2_below:
        return _not_met("PM2", Leaf.PM2_NOT_RARE, _PM2, answers, seen.sources)
    return _met(
        "PM2",
        Strength.SUPPORTING,
        Leaf.PM2_ABSENT if seen.absent else Leaf.PM2_RARE,
        _PM2,
        answers=answers,
        sources=seen.sources,
        overturned_by="A population not in the source in which the allele is common.",
    )
