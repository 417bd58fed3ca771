"""Which people of a large file need the whole road, and which can only get the same answer.

Most people of a cohort carry nothing at the locus but changes that cannot break a copy, alone or
together. They are not judged by another rule: one of each kind goes the whole road, and stands for
those whose records differ in nothing that a rule asks about. Whatever is not plain is judged on
its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from enum import Enum, auto

from osteo_annot.copies.arrange import matters
from osteo_annot.copies.callability import judged_interval
from osteo_annot.copies.effect import effect_of
from osteo_annot.events.model import Event, EventKind
from osteo_annot.events.reading import read_observation
from osteo_annot.events.zygosity import shows_unsaid_allele
from osteo_annot.evidence.assess import assess
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.case import InputSet
from osteo_annot.intake.vcf.genotype import GenotypeKind, parse_genotype
from osteo_annot.intake.vcf.genotype_arrays import NO_ALLELE, GenotypeArrays
from osteo_annot.intake.vcf.located import parsed, saying_something
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.intake.vcf.wide_bcf import WideBcf
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.interval import Interval, covers, merged
from osteo_annot.measured.person import Person
from osteo_annot.values import dataclass
from osteo_annot.verdict.alike import BESIDE, PLAIN_FIELDS, Carried, Key, is_plain, name_of
from osteo_annot.verdict.screen_reads import (
    Fit,
    counts_of_reads,
    depths_fit,
    reads_fit_genotype,
    reads_may_deny,
)

_PHASE_FIELDS = ("PS", "PSL", "PID", "PGT", "HP")


@dataclass(frozen=True, slots=True)
class Screen:
    """The people of the files, in file order within each group."""

    alike: dict[Key, list[str]]
    """People with the same answer, unless the answer is that a copy is or may be affected."""
    own: list[str]
    """People to be judged each on their own."""


class _Kind(Enum):
    """What a genotype, or an allele, asks for."""

    NOTHING = auto()
    """Reference, or not called: no event."""
    APART = auto()
    """A change that leaves protein and splice sites as they are, whatever else is carried."""
    CROWDED = auto()
    """The same, unless the person has another change within two bases of it."""
    NEAR = auto()
    """A change of the transcript that breaks no copy by itself."""
    READ = auto()
    """To be read in full."""


@dataclass(slots=True)
class _Person:
    """What was seen of one person so far."""

    near: list[Carried] = field(default_factory=list)
    own: bool = False

    @property
    def key(self) -> Key:
        """What the person is alike in with others."""
        return tuple(carried.written for carried in self.near if carried.asks(self.near))


def screened(inputs: InputSet, knowledge: Knowledge | None = None) -> Screen:
    """Divide the people of the files; every file is gone through once, record by record."""
    knowledge = knowledge or Knowledge()
    gene = gene_model(inputs.assembly)
    names = inputs.samples()
    people = {name: _Person() for name in names}
    if _callability_differs(inputs, gene):
        return Screen({}, list(names))
    kinds = _kinds_of_alleles(inputs, gene, knowledge)
    for item in inputs.files:
        _look_through(item, inputs, kinds, people)
    alike: dict[Key, list[str]] = {}
    own: list[str] = []
    for name, person in people.items():
        if person.own or inputs.kin_of(name):
            own.append(name)
        else:
            alike.setdefault(person.key, []).append(name)
    return Screen(alike, own)


def _callability_differs(inputs: InputSet, gene: GeneModel) -> bool:
    """Whether one person's exons may be callable and another's not.

    Without reference blocks, regions and reads only records that cover a whole exon, base by base,
    could show it.
    """
    if inputs.coverages or inputs.alignments or any(f.is_gvcf for f in inputs.files):
        return True
    everything = merged(
        tuple(Interval(row.position, row.last) for f in inputs.files for row in f.rows)
    )
    return any(covers(everything, *judged_interval(exon, gene)) for exon in gene.exons)


Kinds = dict[tuple[int, int], tuple[_Kind, ...]]
"""The kind of each allele of a record, by number of the file and of the record."""


def _kinds_of_alleles(inputs: InputSet, gene: GeneModel, knowledge: Knowledge) -> Kinds:
    """What each allele of each record asks for, if somebody carries it."""
    events: dict[tuple[int, int], list[Event | None]] = {}
    for item in inputs.files:
        for row in item.rows:
            alleles = [_event_of(item, row, index, inputs) for index in range(1, row.n_alleles)]
            events[item.number, row.ordinal] = alleles
    small = [event for alleles in events.values() for event in alleles if event]
    seen = Counter(event.id for event in small)
    taken = Counter(p for e in small for p in range(e.outer.start, e.outer.end + 1))
    kinds: Kinds = {}
    for place, alleles in events.items():
        found = [_Kind.NOTHING]
        for event in alleles:
            if event is None or seen[event.id] > 1 or _is_named_elsewhere(event, place[0], inputs):
                found.append(_Kind.READ)
            else:
                lonely = _is_lonely(event, taken)
                found.append(_kind(event, inputs, gene, knowledge, lonely=lonely))
        kinds[place] = tuple(found)
    return kinds


def _is_lonely(event: Event, taken: Counter[int]) -> bool:
    """Whether one base is replaced, and nobody has another change within two bases.

    Such changes cannot meet on a copy: neither in a codon nor at one base.
    """
    first = event.outer.start
    around = sum(taken[place] for place in range(first - BESIDE, first + BESIDE + 1))
    return _is_one_base(event) and around == 1


def _is_one_base(event: Event) -> bool:
    """Whether one base is replaced by one."""
    return event.allele is not None and len(event.allele.ref) == len(event.allele.alt) == 1


def _event_of(item: LocusFile, row: Row, index: int, inputs: InputSet) -> Event | None:
    """The small variant that an allele is; None where it is something else or says more."""
    if not set(row.format) <= PLAIN_FIELDS or row.format[:1] != ("GT",) or "SVTYPE" in row.info:
        return None
    text = f"{index}/{index}"
    genotype = parse_genotype(text, row.n_alleles)
    caller = item.file.header.caller
    called = Observation("", item.number, "", row, {"GT": text}, genotype, caller)
    reading = read_observation(called, gene_model(inputs.assembly), inputs.reference)
    if len(reading.events) != 1 or reading.findings:
        return None
    event = reading.events[0]
    return event if event.kind is EventKind.SMALL_VARIANT else None


def _is_named_elsewhere(event: Event, number: int, inputs: InputSet) -> bool:
    """Whether a record of another file speaks of the same bases, and may say otherwise."""
    return any(
        row.position <= event.outer.start and event.outer.end <= row.last
        for item in inputs.files
        if item.number != number
        for row in item.rows
    )


_POINTS_WITHOUT_SECOND = 4
"""From so many points a second allele (PM3, at most moderate in one person) may make it likely
pathogenic, and then a candidate."""


def _kind(
    event: Event, inputs: InputSet, gene: GeneModel, knowledge: Knowledge, *, lonely: bool
) -> _Kind:
    """What a small variant asks for, by what it does alone, and whether it can meet another."""
    nobody = Person("", (), {})
    effect = effect_of(event, gene, inputs.reference)
    assessed = assess([effect], nobody, knowledge, gene, inputs.reference)[0]
    near_pathogenic = assessed.classification.points >= _POINTS_WITHOUT_SECOND
    if assessed.tier.is_candidate or near_pathogenic or event.allele is None:
        return _Kind.READ
    is_read = assessed.is_uncertain or matters(effect, gene)
    if not is_read and (lonely or not assessed.exons):
        return _Kind.APART
    if not is_read and _is_one_base(event):
        return _Kind.CROWDED
    # A shift of the frame may be restored by a call that somebody else does not have.
    return _Kind.NEAR if event.allele.net % 3 == 0 else _Kind.READ


def _rows_to_read(item: LocusFile, inputs: InputSet, kinds: Kinds) -> Iterator[Row]:
    """The records of a file in which the cell of somebody may ask for something.

    Bad records say the same of everybody. Of a BCF of many people most records are passed by on
    their genotype arrays, so that no cell of theirs becomes text.
    """
    if not isinstance(item.file, WideBcf):
        rows = parsed(item.file, inputs.assembly)
        yield from (row for row in rows if isinstance(row, Row))
        return
    by_number = {row.ordinal: row for row in item.rows}
    gene = gene_model(inputs.assembly)

    def is_quiet(ordinal: int, arrays: GenotypeArrays) -> bool:
        row = by_number.get(ordinal)
        if row is None or not is_plain(row) or reads_may_deny(row, gene):
            return False
        if not counts_of_reads(row) <= {"AD"}:
            return False  # the arrays hold no other
        alleles = kinds[item.number, ordinal]
        return all(_asks_nothing(g, reads, alleles) for g, reads in arrays.carriers())

    yield from saying_something(item.file, inputs.assembly, is_quiet)


def _asks_nothing(
    genotype: tuple[int, ...], reads: tuple[int, ...], alleles: Sequence[_Kind]
) -> bool:
    """Whether a genotype of the arrays carries only changes that meet no other, and reads fit it.

    Anything but two called alleles is read from its text.
    """
    if len(genotype) < 2 or any(a != NO_ALLELE for a in genotype[2:]) or min(genotype[:2]) < 0:
        return False
    first, second = genotype[:2]
    if any(alleles[a] is not _Kind.APART for a in {first, second} - {0}):
        return False
    depths = ",".join("." if n < 0 else str(n) for n in reads)
    fit = depths_fit(len(alleles), f"{first}/{second}", depths)
    return not reads or fit is not Fit.CONTRADICTED


def _look_through(
    item: LocusFile, inputs: InputSet, kinds: Kinds, people: dict[str, _Person]
) -> None:
    """Note what the records of one file ask for, person by person."""
    gene = gene_model(inputs.assembly)
    columns = [people.get(name) for name in item.file.header.samples]
    for row in _rows_to_read(item, inputs, kinds):
        alleles = kinds[item.number, row.ordinal]
        said: dict[str, bool] = {}
        for column, gt, kind in (*_denying_reference(item, row, gene), *_asking(row, alleles)):
            person = columns[column]
            if person is None or person.own:
                continue
            if kind is _Kind.READ:
                cell = row.samples[column]
                if cell not in said:
                    said[cell] = _says_something(item.observation(row, column), inputs)
                person.own = said[cell]
                continue
            fit = reads_fit_genotype(item, row, column, gt)
            if fit is Fit.CONTRADICTED or (kind is not _Kind.APART and fit is Fit.DOUBTFUL):
                person.own = True
            elif kind is not _Kind.APART:
                fields = row.fields(column)
                phase = (fields.get(name, "") for name in _PHASE_FIELDS)
                span = Interval(row.position, row.last)
                written = (name_of(item, row), gt, *phase)
                person.near.append(Carried(written, span, crowded=kind is _Kind.CROWDED))


def _asking(row: Row, alleles: Sequence[_Kind]) -> Iterator[tuple[int, str, _Kind]]:
    """Column, genotype and kind of each cell that is more than reference or not called."""
    if not is_plain(row):
        yield from ((column, "", _Kind.READ) for column in range(len(row.samples)))
        return
    known: dict[str, _Kind] = {}
    asking: dict[str, tuple[str, _Kind]] = {}
    for cell in set(row.samples):  # without reads, many people's cells are few
        if cell.count(":") >= len(row.format):
            asking[cell] = "", _Kind.READ  # a value without a key: the row is not understood
            continue
        if cell[:4] in _SILENT:
            continue
        text = cell.split(":", 1)[0]
        kind = known.get(text) or known.setdefault(text, _kind_of_genotype(text, alleles))
        if kind is not _Kind.NOTHING:
            asking[cell] = text, kind
    for column, cell in enumerate(row.samples):
        if cell in asking:
            yield column, *asking[cell]


_SILENT = {f"{a}{sep}{a}{end}" for a in "0." for sep in "/|" for end in (":", "")}
"""How the cell of almost everybody begins: reference, or not called."""


def _kind_of_genotype(text: str, alleles: Sequence[_Kind]) -> _Kind:
    """What a genotype asks for, by the alleles that it carries."""
    genotype = parse_genotype(text, len(alleles))
    if genotype.kind is GenotypeKind.MISSING or genotype.is_reference:
        return _Kind.NOTHING
    if genotype.kind is not GenotypeKind.DIPLOID:
        return _Kind.READ
    carried = {index for index in genotype.alleles if index}
    kinds = {alleles[index] for index in carried}
    order = (_Kind.READ, _Kind.NEAR, _Kind.CROWDED, _Kind.APART)
    kind = next((kind for kind in order if kind in kinds), _Kind.READ)
    return _Kind.NEAR if kind is _Kind.CROWDED and len(carried) > 1 else kind


def _says_something(observation: Observation, inputs: InputSet) -> bool:
    """Whether an observation gives an event or a finding, or leaves something open."""
    reading = read_observation(observation, gene_model(inputs.assembly), inputs.reference)
    genotype = observation.genotype
    alts = enumerate(observation.row.alts, 1)
    star = any(alt == "*" and genotype.copies_of(index) for index, alt in alts)
    left_open = any(reason.leaves_gap for reason in reading.reasons)
    return bool(reading.events or reading.findings or left_open or star)


_REFERENCE = {f"0{sep}0:" for sep in "/|"}
"""How a cell begins that is reference and tells more."""


def _denying_reference(
    item: LocusFile, row: Row, gene: GeneModel
) -> Iterator[tuple[int, str, _Kind]]:
    """Column, genotype and kind of each cell at an exon whose reads deny its reference call."""
    if not reads_may_deny(row, gene):
        return
    place = row.format.index("AD") if "AD" in row.format else -1
    denied: dict[str, bool] = {}
    for column, cell in enumerate(row.samples):
        if cell[:4] not in _REFERENCE:
            continue
        text = "" if place < 0 else (cell.split(":", place + 1)[place:] or [""])[0]
        if text in {"", "."}:
            text = cell  # the reads stand in other fields
        if text not in denied:
            denied[text] = shows_unsaid_allele(item.observation(row, column))
        if denied[text]:
            yield column, cell[:3], _Kind.READ
