"""Which exons could be judged: for small variants, and separately for deletions.

Source: clinical rules 2.7. No row is not reference: an exon is callable only where a source says
so base by base, the coding part and the splice flanks together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from osteo_annot.copies.callability_gaps import (
    MOST_SHOWN,
    CallabilityGap,
    GapCode,
    callability_gaps,
    not_understood,
)
from osteo_annot.copies.deletion_search import (
    DeletionSearch,
    SearchSources,
    deletion_searches,
    sources_of,
    with_loss_left_open,
)
from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.events.allele_depths import allele_depths
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.model import LeftOpen
from osteo_annot.events.structural import bounds
from osteo_annot.events.zygosity import shows_unsaid_allele
from osteo_annot.intake.case import InputSet
from osteo_annot.intake.depth.coverage import Coverage, CoverageKind
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.interval import Interval, covers, merged
from osteo_annot.measured.exon_ratio import ExonRatio, NoCallReason
from osteo_annot.measured.person import Person
from osteo_annot.measured.reads.breaks import ReadsBreak
from osteo_annot.record.thresholds import DEPTH_STEPS, SPLICE_FLANK
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import examined as say
from osteo_annot.values import dataclass


class Callability(StrEnum):
    """Whether something could be seen."""

    CALLABLE = "callable"
    NOT_CALLABLE = "not_callable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ExonCallability:
    """Callability of one exon with its splice flanks."""

    exon: int
    small_variants: Callability
    searches: tuple[DeletionSearch, ...]
    """Every source that could be a search for deletions of the exon, the most trusted first."""
    homozygous_loss_excluded: bool
    """Whether confident calls over the whole exon show that at least one copy is there."""
    source: str
    mean_depth: float | None = None
    """Mean depth over the exon and its flanks, where a file tells it."""
    least_depth: float | None = None
    """Least depth of a base there, where a file tells it per base."""
    depth_shares: tuple[float, ...] = ()
    """Share of bases at or above each of DEPTH_STEPS; empty where not told per base."""
    ratio: ExonRatio | None = None
    """What the depth tells of the copies of the exon, where a file has it."""
    gaps: tuple[CallabilityGap, ...] = ()
    """Why small variants could be missed; empty where nothing was hidden."""

    @property
    def deletion_search(self) -> SearchKind:
        """By what deletions of one copy were looked for: the most trusted source."""
        return self.searches[0].kind if self.searches else SearchKind.NONE

    @property
    def deletions(self) -> Callability:
        """Whether a deletion of one copy could be seen."""
        found = self.deletion_search.is_search
        return Callability.CALLABLE if found else Callability.UNKNOWN


def exon_callability(
    inputs: InputSet,
    person: Person,
    gene: GeneModel,
    left_open: Sequence[LeftOpen] = (),
    breaks: Sequence[ReadsBreak] = (),
    *,
    relative: bool = False,
) -> tuple[ExonCallability, ...]:
    """Callability of every exon in transcript order, from the files that have the person.

    ``left_open`` are the records that were not understood: what the row says of itself wins over
    what a block or a region says for it; ``breaks`` are places at which the person's reads break
    off.
    """
    sources = _sources(inputs, person, gene, left_open, breaks, relative=relative)
    return tuple(_exon(exon, gene, sources) for exon in gene.exons)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What can tell whether an exon was seen."""

    called: tuple[Interval, ...]
    """Bases over which records are confident calls of both copies."""
    everything: tuple[Interval, ...]
    """These and the callable regions; empty where no file tells of reference bases."""
    holes: tuple[Interval, ...]
    left_open: tuple[LeftOpen, ...]
    """Records that were not understood."""
    files: tuple[str, ...]
    """Files that tell of reference bases, in words."""
    deletions: SearchSources
    coverages: tuple[Coverage, ...]
    observations: tuple[Observation, ...]
    ratios: dict[int, ExonRatio]
    """By exon."""
    without_say: tuple[CallabilityGap, ...]
    """The files that show no search at the gene, with the reason; the same for every exon."""


def _sources(
    inputs: InputSet,
    person: Person,
    gene: GeneModel,
    left_open: Sequence[LeftOpen],
    breaks: Sequence[ReadsBreak],
    *,
    relative: bool,
) -> _Sources:
    """All that the files of a person say of what could be seen."""
    own = [f for f in inputs.files if person.sample in f.file.header.samples]
    used = [f for f in own if not f.silences]
    silent = {f.number for f in own} - {f.number for f in used}
    coverages = inputs.coverage_of(person.sample, relative=relative)
    telling = [c for c in coverages if c.kind is not CoverageKind.REGION_MEANS]
    called = merged(
        tuple(i for o in person.observations if o.number not in silent for i in _called(o))
    )
    files = [say.BLOCKS(file=f.file.name).text for f in own if f.is_gvcf]
    files += [say.COVERAGE(kind=c.kind, file=c.file).text for c in telling]
    # A BED tells of reads, not of calls: some file must have looked for small variants there.
    looked = any(calls_small_variants(f) for f in used)
    regions = (i for c in telling for i in c.intervals) if looked else ()
    calls = [o for o in person.observations if not o.row.is_block and o.number not in silent]
    by_calls = merged(tuple(i for o in calls for i in _called(o)))
    holes = [
        hole
        for o in person.observations
        # A weak block under a confident call says no more than that call; nothing else yields.
        if (hole := _hole(o))
        if not (o.row.is_block and covers(by_calls, hole.start, hole.end))
    ]
    everything = merged((*called, *regions)) if files else ()
    return _Sources(
        called=called,
        everything=everything,
        holes=(
            *holes,
            *(one.span for one in left_open),
            *(hole for c in coverages for hole in c.holes),
        ),
        left_open=tuple(left_open),
        files=tuple(files),
        deletions=sources_of(
            own,
            person.observations,
            person.copy_ratios,
            coverages,
            everything,
            gene,
            person.reads,
            breaks,
        ),
        coverages=coverages,
        observations=person.observations,
        ratios={ratio.exon: ratio for ratio in person.copy_ratios},
        without_say=tuple(
            CallabilityGap(GapCode.FILE_WITHOUT_SAY, f"{note.where} ({note.code})")
            for f in own
            for note in f.silences
        ),
    )


def calls_small_variants(file: LocusFile) -> bool:
    """Whether a file may hold small variants: it is not that of a caller of structural variants."""
    return file.file.header.caller in {Caller.UNKNOWN, Caller.THOUSAND_GENOMES}


def _exon(exon: Exon, gene: GeneModel, sources: _Sources) -> ExonCallability:
    """One exon by the intervals that were called."""
    start, end = judged_interval(exon, gene)
    small = Callability.UNKNOWN
    told = list(sources.files) or [say.NOTHING().text]
    if sources.files:
        inside = [hole for hole in sources.holes if hole.start <= end and start <= hole.end]
        whole = covers(sources.everything, start, end) and not inside
        small = Callability.CALLABLE if whole else Callability.NOT_CALLABLE
        told += [say.HOLE(place=_place(hole, start, end)).text for hole in inside[:3]]
    ratio = sources.ratios.get(exon.number)
    here = [o for o in sources.left_open if o.span.overlap(Interval(start, end))]
    searches = deletion_searches(exon, gene, sources.deletions)
    if any(one.is_structural for one in here):
        searches = with_loss_left_open(exon, searches)
    told += [say.DELETIONS(by=search.said).text for search in searches]
    told += [_by_depth(ratio).text] if ratio else []
    depths = [c for c in sources.coverages if c.mean_depth(start, end) is not None]
    first = depths[0] if depths else None
    return ExonCallability(
        exon=exon.number,
        small_variants=small,
        searches=tuple(searches),
        homozygous_loss_excluded=not (ratio and ratio.leaves_homozygous_loss)
        and (
            covers(sources.called, start, end)
            or small is Callability.CALLABLE
            or bool(ratio and ratio.is_present)
        ),
        source="; ".join(told),
        mean_depth=first.mean_depth(start, end) if first else None,
        least_depth=first.least_depth(start, end) if first else None,
        depth_shares=first.shares(start, end, DEPTH_STEPS) if first else (),
        ratio=ratio,
        gaps=(
            *sources.without_say,
            *(not_understood(one, Interval(start, end)) for one in here[:MOST_SHOWN]),
            *callability_gaps(
                Interval(start, end),
                sources.observations,
                sources.coverages,
                sources.everything,
                [o for o in sources.observations if o.row.is_block and not is_confident(o)],
            ),
        ),
    )


def _by_depth(ratio: ExonRatio) -> Said:
    """What the depth of an exon tells."""
    why = ratio.no_call or NoCallReason.EXON_NOT_TOLD
    if ratio.ratio is None or ratio.spread is None:
        return say.NO_DEPTH(reason=why)
    told = say.RATIO(ratio=f"{ratio.ratio:.2f}", spread=f"{ratio.spread:.2f}")
    if ratio.loss_excluded:
        return say.NO_LOSS(depth=told)
    if ratio.copies is None:
        return say.COPIES_OPEN(depth=told, reason=why)
    return say.COPIES(depth=told, copies=ratio.copies)


def _place(hole: Interval, start: int, end: int) -> str:
    """The part of a hole inside an exon: one position or two; 1-based, closed."""
    first, last = max(hole.start, start), min(hole.end, end)
    return str(first) if first == last else f"{first}-{last}"


def judged_interval(exon: Exon, gene: GeneModel) -> tuple[int, int]:
    """The coding part of an exon and its splice flanks; 1-based, closed, genomic."""
    coding = gene.coding_part(exon)
    if coding is None:
        raise ValueError(f"exon {exon.number} of {gene.symbol} has no coding part")
    start, end = coding
    at_start = start == exon.start and exon.number < len(gene.exons)
    at_end = end == exon.end and exon.number > 1
    return start - SPLICE_FLANK * at_start, end + SPLICE_FLANK * at_end


def _called(observation: Observation) -> list[Interval]:
    """The bases over which an observation is a confident call of both copies."""
    row = observation.row
    if observation.filters or not is_confident(observation):
        return []
    if any(alt.startswith("<") for alt in row.alts) and not row.is_block and len(row.alts) == 1:
        return []
    return [Interval(row.position, row.last)]


_ANY_OTHER = {"<NON_REF>", "<*>"}
"""ALT that stands for any other allele of bases, not for a structural event."""


def _hole(observation: Observation) -> Interval | None:
    """The bases of a record in which a genotype of the sample is missing, wholly or in part.

    A region that is callable on the whole is not callable where the caller gave no genotype.
    """
    unsure = {
        GenotypeKind.MISSING,
        GenotypeKind.HALF,
        GenotypeKind.MALFORMED,
        GenotypeKind.ABSENT,
        GenotypeKind.HAPLOID,
        GenotypeKind.POLYPLOID,
    }
    row = observation.row
    weak = row.is_block and not is_confident(observation)
    open_ = weak or is_unsure_of_reference(observation)
    if not open_ and observation.genotype.kind not in unsure:
        return None
    symbolic = any(alt.startswith("<") and alt not in _ANY_OTHER for alt in row.alts)
    if observation.genotype.kind is GenotypeKind.MALFORMED and symbolic:
        # A structural row that is not understood may have taken the bases away.
        reach = bounds(observation, 1)
        return reach.outer if reach else Interval(row.position, row.last)
    if symbolic or "SVTYPE" in row.info or copy_number(observation) is not None:
        return None
    # A block that is not believed so far may still say that nothing was read there.
    return Interval(row.position, row.reach)


def is_unsure_of_reference(observation: Observation) -> bool:
    """Whether a row denies its own reference call: by its reads, by its filter, or by ``*``.

    A caller that looked and would not say (DeepVariant's RefCall with few reads of the reference, a
    filtered reference call) did not see a reference; ``*`` on both copies says that the bases are
    gone.
    """
    row, genotype = observation.row, observation.genotype
    if shows_unsaid_allele(observation):
        return True
    starred = {index for index, alt in enumerate(row.alts, 1) if alt == "*"}
    if starred and all(allele in starred for allele in genotype.alleles) and genotype.alleles:
        return True
    doubted = bool(observation.filters) or is_weak(observation)
    return genotype.is_reference and not row.is_block and doubted


def is_confident(observation: Observation) -> bool:
    """Whether both alleles are called with enough quality and reads, as far as the record tells."""
    if observation.genotype.kind is not GenotypeKind.DIPLOID:
        return False
    if observation.genotype.is_reference and shows_unsaid_allele(observation):
        return False
    quality, depth = quality_of(observation)
    if quality is None or depth is None:
        return False
    return quality >= observation.limits.min_gq and depth >= observation.limits.min_depth


def quality_of(observation: Observation) -> tuple[float | None, float | None]:
    """Genotype quality and depth of a call; None where the record does not tell."""
    told = (observation.fields.get(name, "") for name in ("GQ", "RGQ", "GQX"))
    quality = next((number for text in told if (number := _number(text)) is not None), None)
    return quality, _number(observation.fields.get("MIN_DP", observation.fields.get("DP", "")))


def is_weak(observation: Observation) -> bool:
    """Whether a record tells that its call has a low quality or few reads.

    Where no field holds the depth, the reads of the alleles are it.
    """
    quality = _number(observation.fields.get("GQ", ""))
    depth = _number(observation.fields.get("DP", ""))
    if depth is None and (reads := allele_depths(observation)):
        depth = sum(reads)
    low = quality is not None and quality < observation.limits.min_gq
    return low or (depth is not None and depth < observation.limits.min_depth)


def _number(text: str) -> float | None:
    """A non-negative number, or None."""
    return float(text) if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]{1,9})?", text) else None
