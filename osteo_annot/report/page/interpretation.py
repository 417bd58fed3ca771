"""The interpretation: variants, findings, inheritance, recurrence and what is left, in sentences.

Bounded by ``earned-claims`` 9: "both copies without function" is said only where each class is
(likely) pathogenic and the confidence is above low; nothing is said to be normal that was not seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.copies.callability import Callability
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.page.open_parts import is_contradicted
from osteo_annot.report.page.page_one import Line, Paragraph
from osteo_annot.report.page.variants import (
    COPIES_UNKNOWN,
    deciding_events,
    disease_name,
    is_structural,
    kind_and_exons,
    short_name,
)
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import along_the_gene
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import interpretation as say
from osteo_annot.sentences.texts import page_one
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.family import FamilyCode
from osteo_annot.verdict.state import State

_MOST_NAMED = 3
_MAY_AFFECT_BOTH = {State.APPARENT_HOM, State.POSSIBLE_COMPHET_UNPHASED}
_ONE_COPY = {State.CIS_PAIR, State.MONOALLELIC, State.MONOALLELIC_PLUS_GAP}


def interpretation(result: Result, language: Language) -> Paragraph:
    """Part 6 of page one."""
    sentences = (
        *_variants(result),
        *_uncertain(result),
        *_findings(result),
        *_inheritance(result),
        *_consanguinity(result),
        *_residual(result),
    )
    return Paragraph(
        heading=said_text(page_one.INTERPRETATION(), language),
        sentences=tuple(Line(said_text(one, language), one.id) for one in sentences),
    )


def _variants(result: Result) -> Iterator[Said]:
    """What the variants mean together."""
    state, gene = result.verdict.state, LOCUS.gene
    variants = _classed(deciding_events(result))
    if state is State.INDETERMINATE:
        yield say.CONTRADICTED() if is_contradicted(result) else say.LEFT_OPEN()
        yield from (say.READING(premise=r.premise, state=r.state) for r in result.readings)
    elif state.is_none or not variants:
        yield (say.NOTHING_FOUND if _is_examined(result) else say.NOTHING_EXAMINED)(gene=gene)
    elif state.is_biallelic:
        sentence = say.BOTH_AFFECTED if is_diagnostic(result) else say.BOTH_CALLED
        yield sentence(gene=gene, variants=variants)
    elif state is State.APPARENT_HOM:
        yield say.APPARENT(gene=gene, variants=variants)
    elif state is State.POSSIBLE_COMPHET_UNPHASED:
        yield say.PHASE_DECIDES(gene=gene, variants=variants)
    else:
        sentence = say.ONE_AFFECTED if _is_examined(result) else say.ONE_AFFECTED_ALONE
        yield sentence(gene=gene, variants=variants)


def _is_examined(result: Result) -> bool:
    """Whether any exon was shown to be examined, for small variants or for deletions."""
    exons = result.callability.exons
    asked = {answer for exon in exons for answer in (exon.small_variants, exon.deletions)}
    return Callability.CALLABLE in asked


def is_diagnostic(result: Result) -> bool:
    """Whether both copies are affected as surely as the strongest sentence needs it."""
    classes = [event.classification.class_ for event in deciding_events(result)]
    return (
        result.verdict.state.is_biallelic
        and result.verdict.confidence is not Confidence.LOW
        and all(class_.is_pathogenic for class_ in classes)
        and all(copy.outcome.null for copy in result.copies)
    )


def _classed(events: list[Event]) -> tuple[Said, ...]:
    """Each event with zygosity and class."""
    return tuple(
        say.CLASSED(
            name=_name(event), zygosity=event.zygosity, class_name=event.classification.class_
        )
        for event in events[:_MOST_NAMED]
    )


def _name(event: Event) -> Said:
    """A name: coding and protein, or kind and exons."""
    if is_structural(event) and event.exons:
        return say.STRUCTURAL_NAME(kind=event.kind, exons=tuple(event.exons))
    if is_structural(event) and not event.hgvs.c:
        return kind_and_exons(event)
    protein = f" {event.hgvs.p}" if event.hgvs.p and not is_structural(event) else ""
    return say.NAME(name=f"{short_name(event)}{protein}")


def _uncertain(result: Result) -> Iterator[Said]:
    """What of the named variants is of uncertain significance."""
    deciding = deciding_events(result)
    named = [e for e in result.events if e.uncertain and e not in deciding]
    known = along_the_gene((*deciding, *named))
    found = [e for e in known if e.classification.class_ is AcmgClass.VUS]
    names = tuple(_name(event) for event in found[:_MOST_NAMED])
    if names:
        yield say.UNCERTAIN(names=names)


def _findings(result: Result) -> Iterator[Said]:
    """Which findings of the person fit."""
    disease = disease_name(result)
    present = {t.id: f"{t.label} ({t.id})" for t in result.hpo.given if t.answer.value == "present"}
    fitting = {term.told_by for term in result.hpo.matched} & present.keys()
    if not present:
        yield say.NO_FINDINGS(disease=disease)
        return
    ordered = tuple(present[term] for term in present if term in fitting)
    others = tuple(present[term] for term in present if term not in fitting)
    if ordered:
        yield say.FINDINGS_FIT(fitting=ordered[:5], disease=disease)
    if others:
        yield say.FINDINGS_DO_NOT(disease=disease, others=others[:5])


def _inheritance(result: Result) -> Iterator[Said]:
    """How it is inherited, and what may be said of further children."""
    state = result.verdict.state
    if not result.verdict.deciding or state is State.INDETERMINATE:
        return
    yield say.RECESSIVE(disease=disease_name(result))
    codes = {told.code for told in result.family_statements}
    if FamilyCode.RECURRENCE_ONE_IN_FOUR in codes:
        yield say.ONE_IN_FOUR()
    elif state in _ONE_COPY:
        yield say.CARRIER_RISK_OPEN() if _copies_open(result) else say.CARRIER_RISK()
    elif parents_tested(result):
        yield say.NO_RECURRENCE()
    else:
        yield say.IF_PARENTS_CARRY()


def _copies_open(result: Result) -> bool:
    """Whether a call leaves open on how many copies a deciding event lies."""
    return any(event.zygosity in COPIES_UNKNOWN for event in deciding_events(result))


def parents_tested(result: Result) -> bool:
    """Whether both parents were called for every deciding event."""
    tested = {
        member.role
        for member in result.family
        if all(member.carries.get(name) is not None for name in result.verdict.deciding)
    }
    return {"mother", "father"} <= tested


def _consanguinity(result: Result) -> Iterator[Said]:
    """Whether the parents are related, if anybody said so."""
    told = result.order.consanguinity if result.order else "unknown"
    alike = result.verdict.state in {State.APPARENT_HOM, State.BIALLELIC_HOM_SMALL} or (
        result.verdict.state is State.BIALLELIC_HOM_DEL and len(result.verdict.deciding) == 1
    )
    if told == "yes":
        yield say.RELATED() if alike else say.RELATED_ELSE()
    elif told == "no" and alike:
        yield say.NOT_RELATED()


def _residual(result: Result) -> Iterator[Said]:
    """What is left after a negative."""
    if result.verdict.state.is_none or result.verdict.state in _ONE_COPY:
        yield say.RESIDUAL(disease=disease_name(result), open=page_one.OPEN())
