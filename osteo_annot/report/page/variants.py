"""The table of deciding variants: what it is, on which copy, from whom, and how it is classed."""

from __future__ import annotations

from osteo_annot.copies.phase import PhaseSource
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.page.links import event_links
from osteo_annot.report.page.page_one import VariantRow, VariantTable
from osteo_annot.report.page.view import phase_is_open
from osteo_annot.report.result.evidence_model import ClassificationResult
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import along_the_gene, place_of
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Part, Said, said_text
from osteo_annot.sentences.texts import next_tests, page_one

MOST_ROWS = 3
_COLUMNS = (
    page_one.COLUMN_VARIANT,
    page_one.COLUMN_EXON,
    page_one.COLUMN_ZYGOSITY,
    page_one.COLUMN_PHASE,
    page_one.COLUMN_INHERITANCE,
    page_one.COLUMN_CLASS,
    page_one.COLUMN_PVS1,
)
COPIES_UNKNOWN = {Zygosity.UNKNOWN, Zygosity.HAPLOID_CALL, Zygosity.HALF_CALL}
"""Calls that leave open on how many copies an event lies."""
_ORIGINS = {"maternal": page_one.MATERNAL, "paternal": page_one.PATERNAL}


def variant_table(result: Result, language: Language) -> VariantTable:
    """Part 3 of page one."""
    deciding = deciding_events(result)
    left = len(deciding) - MOST_ROWS
    note: Part = ""
    if not deciding:
        note = page_one.NO_VARIANT()
    elif left > 0:
        note = page_one.MORE_VARIANTS(count=left)
    return VariantTable(
        heading=said_text(page_one.VARIANTS(), language),
        columns=tuple(said_text(column(), language) for column in _COLUMNS),
        rows=tuple(_row(result, event, language) for event in deciding[:MOST_ROWS]),
        note=said_text(note, language),
    )


def deciding_events(result: Result) -> list[Event]:
    """The events on which the state rests, 5' to 3'."""
    return along_the_gene(e for e in result.events if e.id in result.verdict.deciding)


def _row(result: Result, event: Event, language: Language) -> VariantRow:
    """One event as a row."""
    gene = gene_model(result.assembly)
    names, classed = event.hgvs, event.classification
    exons = [str(exon) for exon in event.exons]
    runs = f"{exons[0]}–{exons[-1]}" if _is_run(event.exons) else ", ".join(exons)
    return VariantRow(
        event=event.id,
        c=f"{gene.transcript}:{names.c}" if names.c else said_text(kind_and_exons(event), language),
        p=names.p or said_text(page_one.PROTEIN_LEFT_OPEN(), language),
        g=f"{names.genome}:{names.g}" if names.g else "",
        exon=runs or said_text(_intron(result, event), language),
        zygosity=said_text(event.zygosity, language),
        phase=said_text(phase_words(result, event), language),
        inheritance=said_text(page_one.RECESSIVE(disease=disease_name(result)), language),
        class_=said_text(_class_words(classed), language),
        dated=class_date(result) or said_text(page_one.NO_DATE(), language),
        pvs1=said_text(event.pvs1.strength, language),
        links=event_links(event, result.assembly),
    )


def _class_words(classed: ClassificationResult) -> Said:
    """The class with its points; BA1 makes a variant benign whatever its points."""
    alone = any(criterion.code == "BA1" for criterion in classed.criteria)
    if alone and classed.class_ is AcmgClass.B:
        return page_one.BENIGN_ALONE(name=classed.class_)
    return page_one.CLASS_WITH_POINTS(name=classed.class_, points=classed.points)


def _intron(result: Result, event: Event) -> Said:
    """In which intron an event without an exon lies: behind how many exons, 5' to 3'."""
    gene = gene_model(result.assembly)
    along = gene.along(event.location.start)
    passed = sum(gene.along(gene.to_genome(exon.tx_end)) < along for exon in gene.exons)
    if 0 < passed < len(gene.exons):
        return page_one.IN_INTRON(intron=passed)
    return page_one.NOT_SHOWN_EXON()


def _is_run(exons: list[int]) -> bool:
    """Whether there are several exons without a gap."""
    return len(exons) > 2 and exons == list(range(exons[0], exons[-1] + 1))


def disease_name(result: Result) -> str:
    """The short name of the disease of the record."""
    return result.record.contents.disease.abbreviation


def class_date(result: Result) -> str:
    """The date of the report, which is that of its classes; empty where none was given."""
    return result.order.issued.isoformat() if result.order and result.order.issued else ""


def kind_and_exons(event: Event) -> Said:
    """``deletion of exons 2–5``, for an event without a coding name."""
    place = event.hgvs.g or place_of(event.location.start, event.location.end)
    if event.exons:
        return next_tests.STRUCTURAL(kind=event.kind, exons=tuple(event.exons), place=place)
    return next_tests.STRUCTURAL_ELSEWHERE(kind=event.kind, place=place)


def short_name(event: Event) -> str:
    """The shortest name that is the same in every language."""
    return event.hgvs.c or event.hgvs.g or place_of(event.location.start, event.location.end)


def phase_words(result: Result, event: Event) -> Said:
    """On which copy an event lies, from whom, and what tells it."""
    phase = event.phase
    if phase_is_open(result, event) or event.zygosity in COPIES_UNKNOWN:
        return page_one.PHASE_OPEN()
    if len(phase.copies) > 1:
        return page_one.ON_BOTH()
    if not phase.copies:
        return page_one.ONE_COPY()
    number = phase.copies[0]
    origin = result.copies[number - 1].origin
    known = _ORIGINS.get(origin)
    if known is None and phase.source is PhaseSource.UNKNOWN:
        return page_one.ONE_COPY()
    where = page_one.ON_COPY(copy=number, origin=(known or page_one.ORIGIN_OPEN)())
    if phase.source is PhaseSource.UNKNOWN:
        return where
    return page_one.BY(where=where, source=phase.source)


def is_structural(event: Event) -> bool:
    """Whether an event is named by its kind and exons."""
    return event.kind is not EventKind.SMALL_VARIANT
