"""Events built by hand on the embedded locus, for tests of consequence, name and outcome."""

from __future__ import annotations

from osteo_annot.copies.effect import EventEffect, copy_outcome, effect_of
from osteo_annot.copies.outcome import Outcome
from osteo_annot.events.model import Event, EventKind, Support, Zygosity
from osteo_annot.intake.vcf.genotype import parse_genotype
from osteo_annot.intake.vcf.observation import Observation
from osteo_annot.intake.vcf.row import Row
from osteo_annot.locus.allele import shifted_left, trimmed
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import genomic_position
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.reference import Reference, embedded_reference, reverse_complement

_ROW = Row(1, "chr6", 1, "", "A", ("<DEL>",), (), "PASS", {}, ("GT",), ("0/1",))
_OBSERVATION = Observation(
    id="f1.r1", number=1, file="P", row=_ROW, fields={}, genotype=parse_genotype("0/1", 2)
)
_SUPPORT = (Support(_OBSERVATION, 1, Zygosity.HETEROZYGOUS),)


class Bench:
    """Gene model and embedded reference of one assembly, and events on them."""

    def __init__(self, assembly: Assembly) -> None:
        self.assembly = assembly
        self.gene: GeneModel = gene_model(assembly)
        self.reference: Reference = embedded_reference(assembly)

    def effect(self, event: Event) -> EventEffect:
        """What an event does by itself."""
        return effect_of(event, self.gene, self.reference)

    def outcome(self, *events: Event) -> Outcome:
        """The outcome of a copy that carries the events."""
        return copy_outcome([self.effect(event) for event in events], self.gene)

    def small(self, position: int, ref: str, alt: str) -> Event:
        """A small variant from VCF POS, REF and ALT."""
        allele = shifted_left(trimmed(position, ref, alt), self.reference)
        span = Interval(allele.start, max(allele.end, allele.start))
        name = f"6-{allele.start}-{allele.ref}-{allele.alt}"
        return Event(
            name,
            EventKind.SMALL_VARIANT,
            allele,
            span,
            span,
            "",
            True,
            Zygosity.HETEROZYGOUS,
            _SUPPORT,
        )

    def deletion(self, start: int, end: int) -> Event:
        """A symbolic deletion with exact breakpoints (1-based, closed)."""
        span = Interval(start, end)
        return Event(
            f"DEL-{start}-{end}",
            EventKind.DELETION,
            None,
            span,
            span,
            "<DEL>",
            False,
            Zygosity.HETEROZYGOUS,
            _SUPPORT,
        )

    def exons_deleted(self, first: int, last: int, flank: int = 200) -> Event:
        """A deletion of whole exons, ``flank`` bases into the sequence on each side."""
        upper, lower = self.gene.exons[first - 1], self.gene.exons[last - 1]
        return self.deletion(lower.start - flank, upper.end + flank)

    def coding(self, first: int, last: int, alt: str, *, offset: int = 0) -> Event:
        """Coding bases ``first`` to ``last`` (plus intron offset) replaced by ``alt``, as on c.

        ``last = first - 1`` inserts ``alt`` before ``first``.
        """
        high = genomic_position(self.gene, first, offset)
        low = high - (last - first)
        ref = self.reference.fetch(low, high)
        assert "N" not in ref
        return self.small(low, ref, reverse_complement(alt))

    def substitution(self, base: int, alt: str, *, offset: int = 0) -> Event:
        """One base of the transcript, or of an intron, replaced."""
        return self.coding(base, base, alt, offset=offset)
