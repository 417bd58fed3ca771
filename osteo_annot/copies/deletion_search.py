"""Whether a deletion of one copy of an exon was looked for, by what, and what that permits.

A search is earned exon by exon and source by source, never by a header: by the depth of the exon,
by the junctions that a caller of deletions looked for in a genome, or that the person's reads would
show, or because the user says so.
Source: clinical rules 2.7 (deletions assessable: was a caller run, did it pass, how many targets
lie in the exon).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from osteo_annot.copies.assay import genome_was_read, says_exome
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.dialects import DIALECTS, decimal
from osteo_annot.events.reach import JUNCTION_REACH, SEGMENT_REACH, JunctionReach, SegmentReach
from osteo_annot.intake.depth.coverage import Coverage
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.gene import Exon, GeneModel
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.exon_ratio import ExonRatio
from osteo_annot.measured.reads.breaks import ReadsBreak
from osteo_annot.measured.reads.limits import PROPOSED_SIZE
from osteo_annot.measured.reads.locus_reads import LocusReads
from osteo_annot.measured.reads.loss_search import LossSearch, loss_search
from osteo_annot.record.thresholds import SURROUND
from osteo_annot.sentences.sentence import Part, Said
from osteo_annot.sentences.texts import search as say
from osteo_annot.values import dataclass

_LOSSES_OF_A_GENOME = 50
"""Deletions on the chromosome from which a file is that of a genome: an exome shows a few."""
_LOSSES_TO_JUDGE_SIZE = 20
"""Deletions from which the shortest one tells that shorter ones were left out."""


@dataclass(frozen=True, slots=True)
class DeletionSearch:
    """What one source says of deletions of one exon."""

    exon: int
    kind: SearchKind
    reason: SearchReason
    source: str = ""
    """Name of the file; empty where nothing was given."""
    caller: str = ""
    """The program, as its users call it; empty where it is not known."""
    version: str = ""
    records: int | None = None
    """Records of the file on the chromosome of the gene; None where they were not counted."""
    sees_from: int | None = None
    """Bases of the shortest deletion that it can see; None where that is not told."""
    declared_by: str = ""
    """Where the user declares it: the option, or the column of the sample sheet."""

    @property
    def said(self) -> Said:
        """The source: file, program with version, records, sizes, by whom declared."""
        program = " ".join(part for part in (self.caller, self.version) if part)
        details: list[Part] = [program] if program else []
        if self.records is not None:
            details.append(say.RECORDS(count=self.records))
        if self.sees_from is not None:
            details.append(say.SEES_FROM(bases=self.sees_from))
        if self.declared_by:
            details.append(say.DECLARED_BY(who=self.declared_by))
        if not self.source:
            return say.NO_SOURCE(kind=self.kind)
        if details:
            return say.SOURCE_DETAIL(file=self.source, details=tuple(details), kind=self.kind)
        return say.SOURCE(file=self.source, kind=self.kind)


@dataclass(frozen=True, slots=True)
class SearchSources:
    """What may show a search for deletions in a person."""

    files: tuple[LocusFile, ...]
    """The files that have the person."""
    observations: tuple[Observation, ...]
    ratios: tuple[ExonRatio, ...]
    """What the person's depth tells; empty where there is none."""
    depth_file: str
    """Name of the file with that depth."""
    genome: bool | None
    """Whether a genome was read (True) or captured exons (False), as far as anything shows it."""
    reads: LocusReads | None = None
    """The person's reads; None where none were given."""
    breaks: tuple[ReadsBreak, ...] = ()
    """Where those reads break off, and none shows what follows."""


def sources_of(
    files: Sequence[LocusFile],
    observations: Sequence[Observation],
    ratios: Sequence[ExonRatio],
    coverages: Sequence[Coverage],
    read: Sequence[Interval],
    gene: GeneModel,
    reads: LocusReads | None = None,
    breaks: Sequence[ReadsBreak] = (),
) -> SearchSources:
    """The sources of a person; ``read`` are the merged intervals that were read and called."""
    told = next((c for c in coverages if c.profile), None)
    return SearchSources(
        tuple(files),
        tuple(observations),
        tuple(ratios),
        told.file if told else "",
        genome_was_read(files, told, read, gene),
        reads,
        tuple(breaks),
    )


def deletion_searches(exon: Exon, gene: GeneModel, sources: SearchSources) -> list[DeletionSearch]:
    """Every source with what it says of deletions of the exon, the most trusted first."""
    found = [_by_depth(ratio, sources) for ratio in sources.ratios if ratio.exon == exon.number]
    found += [_by_file(file, exon, gene, sources) for file in sources.files if _concerns(file)]
    if sources.reads is not None:
        found.append(_by_reads(sources.reads, sources.breaks, exon, gene))
    if not found:
        return [DeletionSearch(exon.number, SearchKind.NONE, SearchReason.NO_FILE)]
    order = list(SearchKind)
    return sorted(found, key=lambda search: order.index(search.kind))


def with_loss_left_open(exon: Exon, searches: Sequence[DeletionSearch]) -> list[DeletionSearch]:
    """The searches of an exon over which a structural record was not understood.

    The depth of the exon answers all the same; a caller that could not read its own record, and
    what the user declares, do not.
    """
    open_ = DeletionSearch(exon.number, SearchKind.NONE, SearchReason.RECORD_LEFT_OPEN)
    by_depth = [s for s in searches if s.kind is SearchKind.DEPTH]
    others = [s for s in searches if s.kind is not SearchKind.DEPTH]
    return [*by_depth, open_, *(replace(s, kind=SearchKind.NONE) for s in others)]


def _concerns(file: LocusFile) -> bool:
    """Whether a file is a search, or could be taken for one: by its writer, header, or rows."""
    header = file.file.header
    if header.caller is not Caller.UNKNOWN or file.deletions_declared_by:
        return True
    return "##ALT=<ID=DEL" in header.text or "##ALT=<ID=CN0" in header.text


def _by_depth(ratio: ExonRatio, sources: SearchSources) -> DeletionSearch:
    """The person's own depth of the exon."""
    kind, reason = SearchKind.NONE, SearchReason.DEPTH_TELLS_NOTHING
    if ratio.searches_deletions:
        kind, reason = SearchKind.DEPTH, SearchReason.DEPTH_TELLS_COPIES
    elif ratio.no_local_loss and not ratio.is_anchored:
        reason = SearchReason.DEPTH_NOT_ANCHORED
    elif ratio.copies is not None or ratio.loss_excluded:
        reason = SearchReason.DEPTH_WITHOUT_POWER
    return DeletionSearch(ratio.exon, kind, reason, sources.depth_file, ratio.basis.text)


_REASONS_OF_READS = {
    LossSearch.SEARCHED: SearchReason.READS_THROUGHOUT,
    LossSearch.NOT_THROUGHOUT: SearchReason.READS_NOT_THROUGHOUT,
    LossSearch.ONE_ALLELE: SearchReason.READS_OF_ONE_ALLELE,
    LossSearch.BREAKS_OFF: SearchReason.READS_BREAK_OFF,
    LossSearch.NO_PAIRS: SearchReason.READS_WITHOUT_PAIRS,
}


def _by_reads(
    reads: LocusReads, breaks: Sequence[ReadsBreak], exon: Exon, gene: GeneModel
) -> DeletionSearch:
    """The person's own reads; a junction that they propose at the exon leaves it open elsewhere."""
    found = loss_search(reads.fetched, exon, gene, breaks)
    kind = SearchKind.JUNCTION if found is LossSearch.SEARCHED else SearchKind.NONE
    return DeletionSearch(
        exon.number, kind, _REASONS_OF_READS[found], reads.path.name, sees_from=PROPOSED_SIZE
    )


def _by_file(
    file: LocusFile, exon: Exon, gene: GeneModel, sources: SearchSources
) -> DeletionSearch:
    """What one file says of deletions of the exon."""
    caller = file.file.header.caller
    junctions, segments = JUNCTION_REACH.get(caller), SEGMENT_REACH.get(caller)
    seen = _sees_from(file, junctions) if junctions else None
    if file.silences:
        kind, reason = SearchKind.NONE, SearchReason.FILE_WITHOUT_SAY
    elif junctions:
        kind, reason = _by_junctions(file, junctions, seen or 0, exon, gene, sources)
    elif segments:
        kind, reason = _by_segments(file, segments, exon, gene, sources)
    else:
        is_merging_tool = caller is not Caller.UNKNOWN
        kind = SearchKind.NONE
        reason = SearchReason.MERGED_CALLS if is_merging_tool else SearchReason.UNKNOWN_WRITER
    if not kind.is_search and file.deletions_declared_by and not file.silences:
        kind, reason = SearchKind.DECLARED, SearchReason.DECLARED_BY_USER
    return DeletionSearch(
        exon.number,
        kind,
        reason,
        file.file.name,
        "" if caller is Caller.UNKNOWN else DIALECTS[caller].name,
        file.file.header.caller_version,
        file.census.records if file.census else None,
        seen,
        file.deletions_declared_by,
    )


def _by_junctions(
    file: LocusFile,
    reach: JunctionReach,
    seen: int,
    exon: Exon,
    gene: GeneModel,
    sources: SearchSources,
) -> tuple[SearchKind, SearchReason]:
    """Whether the file of a caller of junctions is a search of the exon."""
    start, end = gene.coding_part(exon) or (exon.start, exon.end)
    census = file.census
    if census is None or census.records == 0:
        return SearchKind.NONE, SearchReason.NO_RECORD_ON_CHROMOSOME
    if census.losses == 0:
        return SearchKind.NONE, SearchReason.NO_DELETION_ON_CHROMOSOME
    if says_exome(file.file.header.text) or sources.genome is False:
        return SearchKind.NONE, SearchReason.EXOME
    if not (sources.genome or reach.long_reads or census.losses >= _LOSSES_OF_A_GENOME):
        return SearchKind.NONE, SearchReason.GENOME_NOT_SHOWN
    if seen > end - start + 1:
        return SearchKind.NONE, SearchReason.SHORTER_THAN_SEEN
    return SearchKind.JUNCTION, SearchReason.JUNCTIONS_OF_A_GENOME


_LEAST_SIZE = re.compile(
    r"--?min[-_]?(?:sv[-_]?)?(?:len|length|size)[ =](\d{1,9})\b", re.IGNORECASE
)


def _sees_from(file: LocusFile, reach: JunctionReach) -> int:
    """Bases of the shortest deletion that the file can show.

    By the program, the size that its command line asks for, and what many records show.
    """
    sizes = [reach.shortest, *(int(n) for n in _LEAST_SIZE.findall(file.file.header.text))]
    census = file.census
    if census and census.shortest and census.losses >= _LOSSES_TO_JUDGE_SIZE:
        sizes.append(census.shortest)
    return max(sizes)


def _by_segments(
    file: LocusFile, reach: SegmentReach, exon: Exon, gene: GeneModel, sources: SearchSources
) -> tuple[SearchKind, SearchReason]:
    """Whether a segment of a caller of copy number is a search of the exon."""
    start, end = gene.coding_part(exon) or (exon.start, exon.end)
    over = [
        o
        for o in sources.observations
        if o.number == file.number and (copy_number(o) or 0) >= 1 and _covers(o, start, end)
    ]
    if file.census is None or file.census.records == 0:
        return SearchKind.NONE, SearchReason.NO_RECORD_ON_CHROMOSOME
    if not over:
        return SearchKind.NONE, SearchReason.NO_SEGMENT
    passing = [o for o in over if segment_passes(o, reach)]
    if not passing:
        return SearchKind.NONE, SearchReason.SEGMENT_FAILS
    if not any(_resolves(o, reach, start, end) for o in passing):
        return SearchKind.NONE, SearchReason.BINS_TOO_LONG
    return SearchKind.DEPTH, SearchReason.SEGMENT_STATES_COPIES


def _extent(observation: Observation) -> Interval:
    """The bases of a segment: from POS to END, else REF; 1-based, closed."""
    end = decimal(observation.row.info.get("END", ""))
    return Interval(observation.row.position, max(int(end or 0), observation.row.last))


def _covers(observation: Observation, start: int, end: int) -> bool:
    """Whether a segment holds all bases of an interval."""
    extent = _extent(observation)
    return extent.start <= start and end <= extent.end


def segment_passes(observation: Observation, reach: SegmentReach) -> bool:
    """Whether a segment passes the filter and the quality of its caller, and has one of both."""
    if observation.filters:
        return False
    told = [
        (number, least)
        for name, least in reach.qualities
        if (number := _number_in(observation, name)) is not None
    ]
    marked = "PASS" in {observation.row.filter_text, observation.fields.get("FT", "")}
    return all(number >= least for number, least in told) and (marked or bool(told))


def _number_in(observation: Observation, name: str) -> float | None:
    """A number of the sample or of the record."""
    text = observation.fields.get(name) or observation.row.info.get(name, "")
    return decimal(text)


def _resolves(observation: Observation, reach: SegmentReach, start: int, end: int) -> bool:
    """Whether the loss of the exon alone would fill a bin: it is not longer than the exon.

    A record that is one target of the assay, of this exon alone, is such a bin too.
    """
    extent = _extent(observation)
    bases = extent.end - extent.start + 1
    bins = _number_in(observation, reach.bins) if reach.bins else None
    if bins:
        return bases / bins <= end - start + 1 or (bins == 1 and _is_target(extent, start, end))
    return reach.one_target_each and _is_target(extent, start, end)


def _is_target(extent: Interval, start: int, end: int) -> bool:
    """Whether a record is the target of one exon: the exon and what is read beside it."""
    return extent.start >= start - SURROUND and extent.end <= end + SURROUND
