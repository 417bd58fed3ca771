"""The next tests in words: each names exon, bases or relative, and the method.

Which tests are proposed is the verdict's; what they would be done on stands in the result.
Source: clinical rules 3.6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.events.model import EventKind
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.result import model as out
from osteo_annot.report.result.evidence_model import Statement, statement
from osteo_annot.report.result.examined_model import ExonCallability
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.report.result.named_events import place_of
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import next_tests as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.advice import NextTest

_MOST_NAMED = 3
_AMPLICON = 10_000
"""Bases that a long-range amplicon spans."""
_MOST_FREQUENT = ("CLCN7", "TCIRG1", "SNX10")
"""Genes that explain most osteopetroses beside this one (clinical rules 3.6)."""
_PARENTS = {"mother": say.MOTHER, "father": say.FATHER}


@dataclass(frozen=True, slots=True)
class Subject:
    """What the tests would be done on."""

    assembly: Assembly
    deciding: Sequence[out.Event]
    """Events on which the state rests; where it rests on none, those that may break a copy."""
    uncertain: Sequence[out.Event]
    exons: Sequence[ExonCallability]
    family: Sequence[FamilyMember]
    genes: Sequence[str]
    """Other genes, those that fit the findings best first; empty where no finding was given."""

    @property
    def small(self) -> Sequence[out.Event]:
        """Deciding small variants; all deciding events where none is small."""
        found = [e for e in self.deciding if e.kind is EventKind.SMALL_VARIANT]
        return found or self.deciding

    @property
    def structural(self) -> Sequence[out.Event]:
        """Deciding structural events; all deciding events where none is structural."""
        found = [e for e in self.deciding if e.kind is not EventKind.SMALL_VARIANT]
        return found or self.deciding

    @property
    def untested_parents(self) -> list[str]:
        """Parents who were not called for every deciding event."""
        tested = {
            member.role
            for member in self.family
            if all(member.carries.get(event.id) is not None for event in self.deciding)
        }
        return [role for role in _PARENTS if role not in tested]

    @property
    def uncounted(self) -> tuple[int, ...]:
        """Exons whose copies no depth counted; all, where each was."""
        open_ = [e.exon for e in self.exons if e.deletion_search is not SearchKind.DEPTH]
        return tuple(open_ or [e.exon for e in self.exons])

    @property
    def gaps(self) -> tuple[int, ...]:
        """Exons that were not callable for small variants; all, where a record leaves one open."""
        open_ = [e.exon for e in self.exons if e.small_variants is not Callability.CALLABLE]
        return tuple(open_ or [e.exon for e in self.exons])

    @property
    def window(self) -> str:
        """The gene on the chromosome."""
        gene = gene_model(self.assembly)
        return place_of(gene.start, gene.end)


def next_test_statements(tests: Sequence[NextTest], subject: Subject) -> list[Statement[NextTest]]:
    """Each test with what it would be done on."""
    return [statement(test, next_test(test, subject)) for test in tests]


def next_test(test: NextTest, subject: Subject) -> Said:
    """One test in words."""
    return _SAID[test](subject)


def _exon_copy_number(subject: Subject) -> Said:
    return say.EXON_COPY_NUMBER(where=say.EXONS(exons=subject.uncounted, gene=LOCUS.gene))


def _close_gaps(subject: Subject) -> Said:
    return say.CLOSE_GAPS(where=say.EXONS(exons=subject.gaps, gene=LOCUS.gene))


def _test_parents(subject: Subject) -> Said:
    untested = subject.untested_parents
    who = _PARENTS[untested[0]]() if len(untested) == 1 else say.PARENTS()
    return say.TEST_PARENTS(
        who=who, events=_named(subject.deciding), methods=_methods(subject.deciding)
    )


def _phase(subject: Subject) -> Said:
    events = subject.deciding
    starts, ends = [e.location.start for e in events], [e.location.end for e in events]
    span = max(ends, default=0) - min(starts, default=1) + 1
    sentence = say.PHASE_BY_AMPLICON if span <= _AMPLICON else say.PHASE_BY_LONG_READS
    return sentence(events=_named(events), span=span)


def _other_genes(subject: Subject) -> Said:
    if subject.genes:
        return say.OTHER_GENES_RANKED(first=subject.genes[0])
    return say.OTHER_GENES(genes=_MOST_FREQUENT)


def _resolve(subject: Subject) -> Said:
    exons = tuple(e.exon for e in subject.exons)
    subjects = _named(subject.deciding) or (say.EXONS(exons=exons, gene=LOCUS.gene),)
    return say.RESOLVE_CONTRADICTION(subjects=subjects, methods=_methods(subject.deciding))


_SAID: dict[NextTest, Callable[[Subject], Said]] = {
    NextTest.CONFIRM_DELETION: lambda s: say.CONFIRM_DELETION(events=_named(s.structural)),
    NextTest.CONFIRM_VARIANT: lambda s: say.CONFIRM_VARIANT(events=_named(s.small)),
    NextTest.EXON_COPY_NUMBER: _exon_copy_number,
    NextTest.TEST_PARENTS: _test_parents,
    NextTest.EXCLUDE_UPD: lambda s: say.EXCLUDE_UPD(
        events=_named(s.deciding), chromosome=LOCUS.chromosome
    ),
    NextTest.ANALYSE_AOH: lambda s: say.ANALYSE_AOH(cytoband=LOCUS.cytoband, place=s.window),
    NextTest.PHASE_BY_READS: _phase,
    NextTest.EXCLUDE_DROPOUT: lambda s: say.EXCLUDE_DROPOUT(events=_named(s.small)),
    NextTest.LINK_MARKERS: lambda s: say.LINK_MARKERS(events=_named(s.small)),
    NextTest.CLOSE_GAPS: _close_gaps,
    NextTest.INTRONIC_OR_RNA: lambda s: say.INTRONIC_OR_RNA(gene=LOCUS.gene, place=s.window),
    NextTest.RNA_STUDY: lambda s: say.RNA_STUDY(events=_named(s.deciding)),
    NextTest.OTHER_GENES: _other_genes,
    NextTest.RESOLVE_CONTRADICTION: _resolve,
    NextTest.COUNSELLING: lambda _: say.COUNSELLING(),
    NextTest.EVIDENCE_ON_UNCERTAIN: lambda s: say.EVIDENCE_ON_UNCERTAIN(events=_named(s.uncertain)),
}


def _named(events: Sequence[out.Event]) -> tuple[Said, ...]:
    """Events with exon and bases; only the first few."""
    shown = tuple(_with_place(event) for event in events[:_MOST_NAMED])
    more = len(events) - len(shown)
    return (*shown, say.MORE(count=more)) if more else shown


def _with_place(event: out.Event) -> Said:
    """``c.75G>A (exon 1, chr6:108,074,577)``, ``deletion of exons 2–5 (chr6:...)``."""
    place = place_of(event.location.start, event.location.end)
    exons = tuple(event.exons)
    if event.kind is EventKind.SMALL_VARIANT:
        name = event.hgvs.c or event.hgvs.g
        if exons:
            return say.VARIANT(name=name, exons=exons, place=place)
        return say.VARIANT_ELSEWHERE(name=name, place=place)
    if exons:
        return say.STRUCTURAL(kind=event.kind, exons=exons, place=place)
    return say.STRUCTURAL_ELSEWHERE(kind=event.kind, place=place)


def _methods(events: Sequence[out.Event]) -> tuple[Said, ...]:
    """The method for each kind of the events; both where none is known."""
    small = any(e.kind is EventKind.SMALL_VARIANT for e in events) or not events
    structural = any(e.kind is not EventKind.SMALL_VARIANT for e in events) or not events
    return tuple(
        method() for method, holds in ((say.SANGER, small), (say.MLPA, structural)) if holds
    )
