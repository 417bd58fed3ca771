"""Small values of the domain for tests of single rules: no file, no parser between rule and test.

Positions are genomic, 1-based and closed, on the assembly of the builder; ``c`` names a base of
the coding sequence. Whatever a test does not name is harmless: a passing record of one file with
confident reads, no parents, nothing phased.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from osteo_annot.copies.arrange import Arrangement, Arrangements
from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.copies.deletion_search import DeletionSearch
from osteo_annot.copies.effect import copy_outcome, effects_of
from osteo_annot.copies.outcome import Outcome
from osteo_annot.copies.parents import with_calls
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.events.model import (
    Disposition,
    Event,
    EventKind,
    LedgerReason,
    Support,
    Zygosity,
)
from osteo_annot.evidence.assess import Tier, assess
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.findings import Finding, FindingCode
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.intake.vcf.caller import Caller
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.allele import shifted_left, trimmed
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import Reference, embedded_reference, reverse_complement
from osteo_annot.measured.person import Person, Relative
from osteo_annot.verdict.facts import Facts

GT_OF = {
    Zygosity.HETEROZYGOUS: "0/1",
    Zygosity.APPARENT_HOMOZYGOUS: "1/1",
    Zygosity.HOMOZYGOUS: "1/1",
    Zygosity.HEMIZYGOUS: "1/1",
    Zygosity.HALF_CALL: "./1",
    Zygosity.HAPLOID_CALL: "1",
    Zygosity.MOSAIC_OR_ARTEFACT: "0/1",
    Zygosity.UNKNOWN: "./.",
}
"""What a caller writes for each."""


@dataclass(frozen=True)
class Build:
    """Values on one assembly."""

    assembly: Assembly

    @property
    def gene(self) -> GeneModel:
        return gene_model(self.assembly)

    @property
    def reference(self) -> Reference:
        return embedded_reference(self.assembly)

    def observation(
        self,
        position: int,
        ref: str,
        alt: str,
        gt: str | None = "0/1",
        *,
        file: int = 1,
        record: int | None = None,
        filters: Sequence[str] = (),
        info: Mapping[str, str] | None = None,
        caller: Caller = Caller.UNKNOWN,
        version: str = "VCFv4.2",
        **fields: str,
    ) -> Observation:
        """What one record says of the sample; ``alt`` may hold several, joined by commas."""
        cells = ({} if gt is None else {"GT": gt}) | fields
        alts = tuple(alt.split(",")) if alt != "." else ()
        number = record if record is not None else position % 100_000
        row = Row(
            ordinal=number,
            contig=LOCUS.contig,
            position=position,
            identifier="",
            ref=ref,
            alts=alts,
            filters=tuple(filters),
            filter_text=";".join(filters) or "PASS",
            info=dict(info or {}),
            format=tuple(cells),
            samples=(":".join(cells.values()),),
        )
        genotype = parse_genotype(gt, 1 + len(alts), fields.get("PS", ""))
        name = f"f{file}.r{number}"
        return Observation(name, file, f"{file}.vcf", row, cells, genotype, caller, version=version)

    def at_c(self, base: int, alt: str, gt: str = "0/1", *, offset: int = 0, **more: Any) -> Any:
        """A substitution of a coding base (or ``offset`` bases into the intron) as a record."""
        position = genomic_position(self.gene, base, offset)
        ref = self.reference.base(position)
        return self.observation(position, ref, reverse_complement(alt), gt, **more)

    def small(
        self,
        observation: Observation,
        zygosity: Zygosity = Zygosity.HETEROZYGOUS,
        *others: Observation,
        allele: int = 1,
    ) -> Event:
        """The small variant that records tell of."""
        row = observation.row
        change = shifted_left(trimmed(row.position, row.ref, row.alts[allele - 1]), self.reference)
        span = Interval(change.start, max(change.end, change.start))
        return Event(
            id=f"{LOCUS.chromosome}-{change.start}-{change.ref}-{change.alt}",
            kind=EventKind.SMALL_VARIANT,
            allele=change,
            inner=span,
            outer=span,
            alt="",
            shift_known=True,
            zygosity=zygosity,
            support=tuple(Support(o, allele, zygosity) for o in (observation, *others)),
        )

    def substitution(
        self, base: int, alt: str, zygosity: Zygosity = Zygosity.HETEROZYGOUS, **more: Any
    ) -> Event:
        """A substitution of a coding base with the record that a caller would write for it."""
        gt = more.pop("gt", GT_OF[zygosity])
        return self.small(self.at_c(base, alt, gt, **more), zygosity)

    def insertion(
        self, base: int, bases: str, zygosity: Zygosity = Zygosity.HETEROZYGOUS, **more: Any
    ) -> Event:
        """Bases inserted behind a coding base, as read on the transcript."""
        position = genomic_position(self.gene, base) - 1
        anchor = self.reference.base(position)
        alt = anchor + reverse_complement(bases)
        gt = more.pop("gt", GT_OF[zygosity])
        return self.small(self.observation(position, anchor, alt, gt, **more), zygosity)

    def loss_of_bases(
        self,
        first: int,
        last: int,
        zygosity: Zygosity = Zygosity.HETEROZYGOUS,
        **more: Any,
    ) -> Event:
        """Coding bases of one exon, from the first to the last, lost."""
        start = genomic_position(self.gene, last)
        end = genomic_position(self.gene, first)
        ref = "".join(self.reference.base(p) for p in range(start - 1, end + 1))
        gt = more.pop("gt", GT_OF[zygosity])
        return self.small(self.observation(start - 1, ref, ref[0], gt, **more), zygosity)

    def loss(
        self,
        first: int,
        last: int | None = None,
        zygosity: Zygosity = Zygosity.HETEROZYGOUS,
        *,
        flank: int = 200,
        uncertain: int = 0,
        gt: str | None = "",
        **more: Any,
    ) -> Event:
        """A deletion of whole exons; ``uncertain`` bases more may be lost on both sides."""
        upper, lower = self.gene.exons[first - 1], self.gene.exons[(last or first) - 1]
        start, end = lower.start - flank, upper.end + flank
        info = {"SVTYPE": "DEL", "END": str(end)} | dict(more.pop("info", {}))
        written = GT_OF[zygosity] if gt == "" else gt
        record = self.observation(start - 1, "N", "<DEL>", written, info=info, **more)
        return self.deletion(start, end, zygosity, record, uncertain=uncertain)

    def deletion(
        self,
        start: int,
        end: int,
        zygosity: Zygosity,
        *observations: Observation,
        uncertain: int = 0,
    ) -> Event:
        """A symbolic deletion of an interval."""
        return Event(
            id=f"DEL-{start}-{end}",
            kind=EventKind.DELETION,
            allele=None,
            inner=Interval(start, end),
            outer=Interval(start - uncertain, end + uncertain),
            alt="<DEL>",
            shift_known=False,
            zygosity=zygosity,
            support=tuple(Support(o, 1, zygosity) for o in observations),
        )

    def person(
        self,
        *told: Event | Observation,
        mother: Sequence[Observation] | None = None,
        father: Sequence[Observation] | None = None,
        **more: Any,
    ) -> Person:
        """A person with the records of the events, and parents where their records are given."""
        observations: dict[str, Observation] = {}
        for item in told:
            own = [s.observation for s in item.support] if isinstance(item, Event) else [item]
            observations |= {o.id: o for o in own}
        given = {Role.MOTHER: mother, Role.FATHER: father}
        relatives = {
            role: Relative(role, role.upper(), tuple(records))
            for role, records in given.items()
            if records is not None
        }
        person = Person("P1", tuple(observations.values()), relatives, **more)
        events = [item for item in told if isinstance(item, Event)]
        return with_calls(person, events, self.gene, self.reference)


def exon(number: int, **more: Any) -> ExonCallability:
    """An exon that was examined for everything, by depth; ``more`` says otherwise."""
    kind = more.pop("search", SearchKind.DEPTH)
    search = DeletionSearch(number, kind, SearchReason.DEPTH_TELLS_COPIES)
    usual = {"small_variants": Callability.CALLABLE, "homozygous_loss_excluded": True}
    return ExonCallability(number, searches=(search,), source="", **(usual | more))


def facts(
    build: Build,
    events: Sequence[Event],
    *ways: tuple[Sequence[Event], Sequence[Event]],
    findings: Sequence[tuple[FindingCode, Sequence[Event]]] = (),
    exons: Mapping[int, Mapping[str, Any]] | None = None,
    tiers: Mapping[str, Tier] | None = None,
    way: Mapping[str, Any] | None = None,
    reasons: Sequence[LedgerReason] = (),
    **more: Any,
) -> Facts:
    """All that the verdict asks: events assessed by themselves, arranged as ``ways`` say.

    ``exons``: in what an exon's callability differs from fully examined; ``tiers``: by event id.
    """
    effects = effects_of(events, build.gene, build.reference)
    person = build.person(*events)
    assessed = tuple(
        replace(a, tier=(tiers or {}).get(a.event.id, a.tier))
        for a in assess(effects, person, Knowledge(), build.gene, build.reference)
    )
    by_id = {e.event.id: e for e in effects}

    def copy(names: Sequence[Event]) -> Outcome:
        return copy_outcome([by_id[e.id] for e in names], build.gene)

    made = [
        Arrangement(
            (tuple(e.id for e in a), tuple(e.id for e in b)), (copy(a), copy(b)), **(way or {})
        )
        for a, b in ways
    ]
    made.sort(key=lambda one: one.broken, reverse=True)
    return Facts(
        gene=build.gene,
        assessed=assessed,
        arrangements=Arrangements(tuple(made), (), ("unknown", "unknown"), {}, ()),
        findings=tuple(Finding(c, c, tuple(e.id for e in about)) for c, about in findings),
        callability=tuple(
            exon(e.number, **(exons or {}).get(e.number, {})) for e in build.gene.exons
        ),
        dispositions=tuple(Disposition(f"f1.r{i}", r, ()) for i, r in enumerate(reasons, 1)),
        confirmed={},
        parents={},
        unreadable=more.pop("unreadable", 0),
        **more,
    )
