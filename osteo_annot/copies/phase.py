"""Whether two events lie on one copy (cis) or on two (trans), always with the source.

Source: clinical rules 2.3. Unknown is an answer; absence of evidence is never trans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations, product

from osteo_annot.copies.callability import is_confident
from osteo_annot.copies.parents import Origin, origin_of
from osteo_annot.copies.read_support import are_rows_of_split
from osteo_annot.events.copy_number import copy_number
from osteo_annot.events.model import Event, EventKind, Support, Zygosity
from osteo_annot.events.sameness import RECIPROCAL_OVERLAP
from osteo_annot.events.sides import Side, side_of
from osteo_annot.events.structural import bounds
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import GenotypeKind
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.locus.interval import ByPlace, Interval
from osteo_annot.measured.person import Person, ReadPhases
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import phase as say
from osteo_annot.values import dataclass
from osteo_annot.worded import Worded

_SINGLE = {Zygosity.HETEROZYGOUS, Zygosity.HEMIZYGOUS, Zygosity.HALF_CALL}


class PhaseSource(Worded):
    """What tells the phase, in order of trust."""

    HOMOZYGOUS = ("homozygous", "both copies carry it")
    DELETION_EXPOSED = ("deletion_exposed", "the other copy is deleted here (tier T4)")
    SAME_SITE = ("same_site", "two changes of the same bases cannot stand on one copy")
    PARENTS = ("parents", "genotypes of both parents (tier T3)")
    PHYSICAL = ("physical", "phase set of the caller (tier T2)")
    READS = ("reads", "reads of the person that span both (tier T2)")
    REVIEW = ("review", "stated in review, with evidence beyond the files")
    ONE_PARENT = ("one_parent", "genotype of one parent only: probable, not proven (tier T3')")
    PIPE_WITHOUT_SET = (
        "pipe_without_set",
        "written as phased without a phase set: not proven (tier T1)",
    )
    UNKNOWN = ("unknown", "not known")

    @property
    def proves(self) -> bool:
        """Whether the source is good enough for a confirmed arrangement (tier T2 or better)."""
        return self not in _NO_PROOF


_NO_PROOF = {PhaseSource.ONE_PARENT, PhaseSource.PIPE_WITHOUT_SET, PhaseSource.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Relation:
    """How two events lie to each other."""

    first: str
    second: str
    trans: bool | None
    """True: on two copies; False: on one copy; None: unknown."""
    source: PhaseSource
    detail: Said
    is_certain: bool = True
    """Whether depth and quality stand behind the calls that tell it."""


def relations(events: Sequence[Event], person: Person) -> list[Relation]:
    """All that is known of the phase of each pair; several sources may speak of one pair."""
    return relations_of(combinations(events, 2), person)


def relations_of(pairs: Iterable[tuple[Event, Event]], person: Person) -> list[Relation]:
    """What each source says of each of some pairs, where both lie on one copy only."""
    sources = _Sources(person)
    found: list[Relation] = []
    for one, other in pairs:
        if one.zygosity not in _SINGLE or other.zygosity not in _SINGLE:
            continue
        if (stated := _stated(one, other, person)) is not None:
            found.extend(stated)
            continue
        told = (
            _by_deletion(one, other),
            _by_site(one, other, sources),
            _by_star(one, other, sources),
            _by_parents(one, other, sources),
            _by_phase_set(one, other),
            _by_reads(one, other, person.read_phases),
            _by_pipe(one, other),
        )
        found.extend(relation for relation in told if relation is not None)
    return found


class _Sources:
    """What a person's files say of phase and copies, worked out when it is first asked for."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self._origins: dict[str, Origin] = {}

    def origin(self, event: Event) -> Origin:
        """From which parent an event came."""
        if event.id not in self._origins:
            self._origins[event.id] = origin_of(event, self.person)
        return self._origins[event.id]

    @cached_property
    def stars(self) -> list[Observation]:
        """Records of ``*`` alone, split off by allele."""
        return [o for o in self.person.observations if o.row.alts == ("*",)]

    @cached_property
    def copies(self) -> ByPlace[str]:
        """Ids of the records that show that some copy is there, by where they show it."""
        shown = ((_shows_a_copy(o), o.id) for o in self.person.observations)
        return ByPlace((where, name) for where, name in shown if where is not None)


def _stated(one: Event, other: Event, person: Person) -> list[Relation] | None:
    """What reviewers state of two events; None where they state nothing."""
    for stated in person.stated_phases:
        if {stated.first, stated.second} == {one.id, other.id}:
            if stated.trans is None:
                return []
            source = PhaseSource.REVIEW
            return [Relation(one.id, other.id, stated.trans, source, say.STATED())]
    return None


def _by_deletion(one: Event, other: Event) -> Relation | None:
    """A hemizygous change and the deletion that exposes it are in trans."""
    for small, loss in ((one, other), (other, one)):
        exposed = small.zygosity is Zygosity.HEMIZYGOUS and small.kind is EventKind.SMALL_VARIANT
        if exposed and loss.kind is EventKind.DELETION and loss.inner is not None:
            if not loss.inner.contains(small.outer):
                continue
            text = say.IN_DELETION()
            return Relation(one.id, other.id, True, PhaseSource.DELETION_EXPOSED, text)
    return None


def _by_site(one: Event, other: Event, sources: _Sources) -> Relation | None:
    """Two changes of shared bases, or two alleles of one genotype, are in trans."""
    together = any(
        s.observation.id == t.observation.id and s.allele != t.allele
        for s in one.support
        for t in other.support
    )
    if not together and not _take_same_bases(one, other, sources):
        return None
    text = say.ONE_GENOTYPE() if together else say.SAME_BASES()
    return Relation(one.id, other.id, True, PhaseSource.SAME_SITE, text)


def _by_star(one: Event, other: Event, sources: _Sources) -> Relation | None:
    """A change whose other allele is ``*``, and the deletion that spans it, are in trans (Z8)."""
    for small, loss in ((one, other), (other, one)):
        takes = loss.kind is EventKind.DELETION or (loss.allele is not None and loss.allele.net < 0)
        if not takes or small.kind is not EventKind.SMALL_VARIANT:
            continue
        for support in small.support:
            row = support.observation.row
            others = set(support.observation.genotype.alleles) - {support.allele}
            starred = any(a and row.alts[a - 1] == "*" for a in others)
            starred |= any(are_rows_of_split(support.observation, o) for o in sources.stars)
            if starred and loss.outer.start <= row.position <= loss.outer.end:
                text = say.SPANNED()
                return Relation(one.id, other.id, True, PhaseSource.SAME_SITE, text)
    return None


def _take_same_bases(one: Event, other: Event, sources: _Sources) -> bool:
    """Whether both replace a base that only one of them can replace on one copy.

    Small variants: the rows of one site that were split by allele (same file, POS and REF, and
    each replaces a base of it; or without a read of the reference where the split rows were
    normalised apart). Bases that are inserted beside a substitution take none.
    Deletions: two precise events of one file that share bases but not most of them, and whose
    copy number does not say that one copy is left (Z18). All else may be one event told twice.
    """
    if one.kind is other.kind is EventKind.DELETION:
        return _two_deletions(one, other, sources)
    shared = _replace_a_shared_base(one, other)
    return any(
        (
            shared
            and s.observation.number == t.observation.number
            and s.observation.row.position == t.observation.row.position
            and s.observation.row.ref == t.observation.row.ref
        )
        or are_rows_of_split(s.observation, t.observation)
        for s in one.support
        for t in other.support
        if s.allele and t.allele
    )


def _replace_a_shared_base(one: Event, other: Event) -> bool:
    """Whether some base of the reference is replaced or deleted by both changes."""
    first, second = (
        [Interval(p.allele.start, p.allele.end) for p in event.parts or (event,) if p.allele]
        for event in (one, other)
    )
    return any(a.overlap(b) for a in first for b in second)


def _two_deletions(one: Event, other: Event, sources: _Sources) -> bool:
    """Whether one caller tells two deletions apart that surely take the same bases.

    Not where a record is filtered, half called or imprecise, the file that of a merging tool, one
    inside the other, or where any record shows a copy in what both would take (clinical rules
    Z14, Z18).
    """
    files = {s.observation.number for s in one.support}
    supports = (*one.support, *other.support)
    if not any(s.observation.number in files for s in other.support):
        return False
    if not all(_tells_plainly(s) for s in supports) or not (one.is_exact and other.is_exact):
        return False
    if one.outer.contains(other.outer) or other.outer.contains(one.outer):
        return False
    both = Interval(max(one.outer.start, other.outer.start), min(one.outer.end, other.outer.end))
    if both.start > both.end or len(both) >= RECIPROCAL_OVERLAP * max(
        len(one.outer), len(other.outer)
    ):
        return False
    own = {s.observation.id for s in supports}
    if any(c.copies and c.outer.overlap(both) for c in sources.person.depth_calls):
        return False
    return own.issuperset(sources.copies.meeting(both))


_MERGING_TOOLS = {Caller.SURVIVOR, Caller.JASMINE, Caller.SVDB}


def _tells_plainly(support: Support) -> bool:
    """Whether a record is a full, unfiltered and precise call of one caller, of no counted copy."""
    observation = support.observation
    return (
        observation.genotype.kind is GenotypeKind.DIPLOID
        and not observation.filters
        and observation.caller not in _MERGING_TOOLS
        and "IMPRECISE" not in observation.row.info
        and copy_number(observation) != 1
    )


def _shows_a_copy(observation: Observation) -> Interval | None:
    """Where a record shows that some copy is there: copies counted, or confident calls."""
    row = observation.row
    if copy_number(observation):
        where = bounds(observation, 1)
        return where.outer if where is not None else None
    symbolic = any(alt[:1] == "<" and not row.is_block for alt in row.alts)
    if symbolic or not is_confident(observation):
        return None
    return Interval(row.position, row.last)


def _by_parents(one: Event, other: Event, sources: _Sources) -> Relation | None:
    """From which parent each came: proven if both parents were genotyped at both sites."""
    a, b = sources.origin(one), sources.origin(other)
    if a.parent and b.parent:
        text = say.EACH_PARENT(first=a.parent, second=b.parent)
        if a.parent == b.parent:
            text = say.SAME_PARENT(parent=a.parent)
        certain = a.is_certain and b.is_certain
        trans = a.parent != b.parent
        return Relation(one.id, other.id, trans, PhaseSource.PARENTS, text, is_certain=certain)
    for x, y in ((a, b), (b, a)):
        if x.carrier and y.not_from == x.carrier:
            text = say.ONE_PARENT(parent=x.carrier)
            return Relation(one.id, other.id, None, PhaseSource.ONE_PARENT, text)
    return None


def _by_reads(one: Event, other: Event, reads: ReadPhases) -> Relation | None:
    """Sides that the person's own reads show (WhatsHap)."""
    for site, place in _sites(one, reads):
        for other_site, other_place in _sites(other, reads):
            if site != other_site and place[0] == other_place[0]:
                text = say.READS()
                trans = place[1] != other_place[1]
                return Relation(one.id, other.id, trans, PhaseSource.READS, text)
    return None


def _sites(event: Event, reads: ReadPhases) -> list[tuple[tuple[int, str, str], tuple[str, int]]]:
    """The records of an event that the reads phased, with set and side."""
    sites = (
        (o.row.position, o.row.ref, o.row.alts[s.allele - 1])
        for s in event.support
        if (o := s.observation) and s.allele
    )
    return [(site, reads[site]) for site in sites if site in reads]


def _by_phase_set(one: Event, other: Event) -> Relation | None:
    """Same phase set of one file: the sides of the separator tell (PS; GATK PGT and PID; HP).

    A list of sets (PSL, VCF 4.4) names the set of each allele; it is heard only where both alleles
    stand on one side in one set, which is cis by any reading of it.
    """
    for s, t in product(one.support, other.support):
        same_file = s.observation.number == t.observation.number
        if not same_file or s.observation.id == t.observation.id:
            continue
        for told in (side_of, _side_by_hp):
            a, b = told(s.observation, s.allele), told(t.observation, t.allele)
            if a is not None and b is not None and a[0] == b[0]:
                text = say.PHASE_SET(set=a[0][1], file=s.observation.file)
                return Relation(one.id, other.id, a[1] != b[1], PhaseSource.PHYSICAL, text)
        a, b = _side_by_list(s.observation, s.allele), _side_by_list(t.observation, t.allele)
        if a is not None and a == b:
            text = say.PHASE_SET(set=a[0][1], file=s.observation.file)
            return Relation(one.id, other.id, False, PhaseSource.PHYSICAL, text)
    return None


def _side_by_hp(observation: Observation, allele: int) -> Side | None:
    """Phase set and side by HP (GATK read-backed phasing): ``set-haplotype`` for each allele of GT.

    The haplotype named beside an allele is its side, whatever the order of the alleles in GT.
    """
    parts = [part.rpartition("-") for part in observation.fields.get("HP", "").split(",")]
    places = observation.genotype.sides(allele)
    if len(parts) != 2 or len(observation.genotype.alleles) != 2 or len(places) != 1:
        return None
    block, _, side = parts[places[0]]
    if not block or {p[2] for p in parts} != {"1", "2"} or parts[0][0] != parts[1][0]:
        return None
    return ("HP", block), int(side) - 1


def _side_by_list(observation: Observation, allele: int) -> Side | None:
    """Set and side of an allele by PSL; None where it has none."""
    names = observation.fields.get("PSL", "").split(",")
    places = observation.genotype.sides(allele)
    if len(names) != len(observation.genotype.alleles) or len(places) != 1:
        return None
    name = names[places[0]]
    usable = observation.genotype.phased and name not in {"", ".", "0"}
    return (("PSL", name), places[0]) if usable else None


def _by_pipe(one: Event, other: Event) -> Relation | None:
    """Pipes without a phase set: shown, and never proof (tier T1).

    By the specification they would be one set for the whole contig, but many programs write them
    without having phased, or phase by a population.
    """
    for s, t in product(one.support, other.support):
        a, b = s.observation, t.observation
        same_file = a.number == b.number and a.id != b.id
        silent = not a.genotype.phase_set and not b.genotype.phase_set
        if not (same_file and silent and a.genotype.phased and b.genotype.phased):
            continue
        first, second = a.genotype.sides(s.allele), b.genotype.sides(t.allele)
        if len(first) == len(second) == 1:
            text = say.PIPE_ONE_SIDE() if first == second else say.PIPE_TWO_SIDES()
            return Relation(one.id, other.id, None, PhaseSource.PIPE_WITHOUT_SET, text)
    return None
