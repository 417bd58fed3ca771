"""From the verdict and all that lies before it to the result of one person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.events.model import Event as MergedEvent
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.case import InputSet
from osteo_annot.intake.knowledge.fields import field_notes
from osteo_annot.intake.knowledge.vocabulary import unknown_words
from osteo_annot.locus.gene import GeneModel
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.person import Person
from osteo_annot.notes import Note, NoteCode
from osteo_annot.record.disease import record
from osteo_annot.record.phenotype import match_terms
from osteo_annot.record.similarity import Likeness, ranked
from osteo_annot.report.result import model as out
from osteo_annot.report.result.basis import basis_text
from osteo_annot.report.result.concluded import UNCLASSIFIED, UNKNOWN_PHASE, parts_of
from osteo_annot.report.result.evidence import (
    evidence_of,
    frequency_of,
    known_of,
    pvs1_of,
    riggs_of,
    scores_of,
)
from osteo_annot.report.result.evidence_model import EventPart, Statement
from osteo_annot.report.result.family import family_of, person_in_family
from osteo_annot.report.result.ledger import ledger_of
from osteo_annot.report.result.limits import limits_of
from osteo_annot.report.result.pictures import pictures_of
from osteo_annot.report.result.provenance import provenance_of
from osteo_annot.report.result.reads import reads_of
from osteo_annot.report.result.wording import wording_of
from osteo_annot.sentences.texts import notes as note_says
from osteo_annot.values import dataclass
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.pipeline import JudgedPerson, judge_person
from osteo_annot.verdict.state import State

if TYPE_CHECKING:
    from osteo_annot.intake.person.laboratory import Laboratory
    from osteo_annot.intake.person.order import Order


@dataclass(frozen=True, slots=True)
class Options:
    """What the user chose, beside the files."""

    hpo: tuple[str, ...] = ()
    """HPO terms of what the person has."""
    hpo_absent: tuple[str, ...] = ()
    """HPO terms of what the person was found not to have."""
    order: Order | None = None
    laboratory: Laboratory | None = None
    side_files: tuple[tuple[str, Path], ...] = ()
    """Kind and path of files that gave the options: order, phenopacket, laboratory."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Name and value of each option that can change a result."""
    label: str = ""
    """Name of the person in the result, where it differs from the sample column."""
    knowledge: Knowledge = field(default_factory=Knowledge)
    """Policy and sources of knowledge."""
    subjects: tuple[str, ...] = ()
    """Names under which a phenopacket knows its person; empty where it names nobody."""
    born: tuple[str, ...] = ()
    """Days that may be the birth date by a phenopacket; empty where it tells none."""
    sex: tuple[str, ...] = ()
    """``female`` or ``male`` by a phenopacket; empty where it tells neither."""
    other_causes: tuple[str, ...] = ()
    """Other genes and diseases that a phenopacket names as the cause."""

    def check_person(self, sample: str, others: Collection[str] = ()) -> None:
        """Raise RefusedError where order or phenopacket are of another person than the sample.

        ORDER_INVALID, PHENOPACKET_INVALID. The name in the sheet, the column and what the order
        calls the person all count; ``others`` are people of the same files.
        """
        files = {kind: path.name for kind, path in self.side_files}
        own = {sample, self.label}
        if self.order:
            self.order.check_sample(sample, files.get("order", "--order"), {*others} - own)
            own |= {*self.order.names}
        where = files.get("phenopacket", "--phenopacket")
        if self.subjects and not own & {*self.subjects}:
            found = (
                f"Its subject is another person than {printable(sample, 60)}. If it is this person "
                "under another number, an order that tells both says so."
            )
            raise refuse(RefusalCode.PHENOPACKET_INVALID, where, found)
        differs = " and ".join(self._differs())
        if differs:
            found = f"Its subject and the person of the order differ by {differs}."
            raise refuse(RefusalCode.PHENOPACKET_INVALID, where, found)

    def _differs(self) -> Iterator[str]:
        """What phenopacket and order both tell of the person, and tell differently."""
        if self.order is None:
            return
        born, sex = self.order.person.birth_date, self.order.person.sex
        if self.born and born and born.isoformat() not in self.born:
            yield "birth date"
        if self.sex and sex in {"female", "male"} and sex not in self.sex:
            yield "sex"


def result_of(inputs: InputSet, sample: str, options: Options) -> out.Result:
    """The whole road for one sample of an input set.

    Raises RefusedError (SAMPLE_NOT_IN_FILE; ORDER_INVALID and PHENOPACKET_INVALID of another).
    """
    options.check_person(sample, inputs.people(sample))
    has_other_cause = bool(options.other_causes)
    one = judge_person(
        inputs, sample, options.knowledge, options.hpo, has_other_cause=has_other_cause
    )
    return _assembled(inputs, one, options)


def _assembled(inputs: InputSet, one: JudgedPerson, options: Options) -> out.Result:
    """The result as it is written."""
    person, facts = one.person, one.facts
    differential = _differential(ranked(options.hpo) if options.hpo else [])
    events = [_event(a, facts.gene) for a in facts.assessed]
    family = family_of(inputs, one)
    parts = parts_of(one.concluded, one.basis, events, family, differential)
    return out.Result(
        sample=options.label or person.sample,
        assembly=inputs.assembly,
        provenance=provenance_of(
            inputs,
            options.knowledge,
            dict(options.parameters),
            options.side_files,
            sample=person.sample,
            with_ontology=bool(options.hpo or options.hpo_absent),
        ),
        verdict=parts.verdict,
        copies=parts.copies,
        arrangements=parts.arrangements,
        readings=parts.readings,
        events=parts.events,
        callability=parts.callability,
        reads=reads_of(person.reads, facts, one.found),
        pictures=pictures_of(person, facts, inputs.reference),
        homozygosity=_homozygosity(person, facts),
        person=person_in_family(inputs, person.sample, options.order),
        family=family,
        family_statements=parts.family_statements,
        order=options.order.head if options.order else None,
        laboratory=options.laboratory,
        hpo=match_terms(options.hpo, options.hpo_absent),
        differential=differential,
        record=record(),
        limits=limits_of(inputs, options.knowledge, facts.callability, _genes_beside(one, options)),
        input_notes=[
            _note(n) for n in (*inputs.notes, *_of_sources(options), *_other_cause(options))
        ],
        ledger=ledger_of(inputs, person, one.found),
        basis=basis_text(one.basis),
    )


def _genes_beside(one: JudgedPerson, options: Options) -> tuple[str, ...]:
    """Other genes of the panel in the person's files, where findings have no answer in this one."""
    is_open = one.verdict.state in {State.NONE_CALLABLE, State.NONE_INCOMPLETE}
    return one.person.other_genes() if options.hpo and is_open else ()


def _of_sources(options: Options) -> list[Note]:
    """Words and fields of the sources of knowledge that are not known here, or not there."""
    missense = options.knowledge.policy.rules.missense
    read = tuple(missense.tools[missense.tool].fields)
    return [
        note
        for source in options.knowledge.sources.items
        for note in (*unknown_words(source), *field_notes(source, read))
    ]


def _note(note: Note) -> Statement[NoteCode]:
    """A note: its text is where, its sentence also what."""
    said = note_says.AT(note=note.code, where=note.where)
    return Statement(note.code, note.where, wording_of(said))


def _other_cause(options: Options) -> list[Note]:
    """What a phenopacket says of another cause."""
    causes = ", ".join(printable(cause, 60) for cause in options.other_causes[:5])
    return [Note(NoteCode.OTHER_GENE_CAUSATIVE, causes)] if causes else []


def _differential(likeness: Sequence[Likeness]) -> list[out.Differential]:
    """The disorders of the differential, most similar first."""
    return [
        out.Differential(
            one.omim,
            one.score,
            one.annotated,
            [out.TermMatch(m.term, m.best, m.best_label, m.score) for m in one.matches],
        )
        for one in likeness
    ]


def _event(assessed: Assessed, gene: GeneModel) -> out.Event:
    """One event with its evidence; on which copies it lies is said with the verdict."""
    event, names = assessed.event, assessed.names
    allele = event.allele
    inner = event.sure
    return out.Event(
        id=event.id,
        kind=event.kind,
        location=out.Location(
            start=event.best.start,
            end=event.best.end,
            inner=[inner.start, inner.end] if inner else [],
            outer=[event.outer.start, event.outer.end],
        ),
        ref=allele.ref if allele else "",
        alt=allele.alt if allele else event.alt,
        hgvs=out.HgvsNames(
            g=names.g,
            c=names.c,
            p=names.p,
            transcript=gene.transcript,
            genome=LOCUS.accessions[gene.assembly],
            note=names.note,
        ),
        consequences=list(assessed.terms),
        exons=list(assessed.exons),
        zygosity=event.zygosity,
        zygosity_text=event.zygosity.text,
        tier=assessed.tier,
        uncertain=assessed.is_uncertain,
        phase=UNKNOWN_PHASE,
        filters=list(event.filters),
        evidence=evidence_of(assessed),
        frequency=frequency_of(assessed),
        scores=scores_of(assessed),
        known=known_of(assessed),
        pvs1=pvs1_of(assessed),
        classification=UNCLASSIFIED,
        riggs=riggs_of(assessed),
        observations=list(dict.fromkeys(s.observation.id for s in event.support)),
        dbsnp=_dbsnp(event),
        parts=[
            EventPart(part.id, name, part.allele.start, part.allele.ref, part.allele.alt)
            for part, name in zip(assessed.parts_along(gene), names.parts, strict=True)
            if part.allele is not None
        ],
    )


_DBSNP = re.compile(r"rs[0-9]{1,12}")


def _dbsnp(event: MergedEvent) -> list[str]:
    """The dbSNP numbers that the records of an event carry."""
    written = (s.observation.row.identifier.split(";") for s in event.support)
    return list(dict.fromkeys(n for names in written for n in names if _DBSNP.fullmatch(n)))


_LOOKS_HOMOZYGOUS = {
    Zygosity.APPARENT_HOMOZYGOUS,
    Zygosity.HOMOZYGOUS,
    Zygosity.HEMIZYGOUS,
    Zygosity.HAPLOID_CALL,
}


def _homozygosity(person: Person, facts: Facts) -> out.HomozygousRun | None:
    """Runs of homozygosity around the gene, where a candidate looks homozygous."""
    if not any(a.event.zygosity in _LOOKS_HOMOZYGOUS for a in facts.candidates):
        return None
    found = person.homozygosity
    if found is None:
        return None
    run, read = found.run, found.markers
    return out.HomozygousRun(
        answer=run.answer,
        text=run.text,
        run=[run.extent.start, run.extent.end] if run.extent else [],
        markers=run.markers,
        markers_read=len(read.markers),
        set_aside=dict(read.set_aside),
    )
