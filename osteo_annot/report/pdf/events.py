"""The events of a person in full, as the appendix of the PDF has them."""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.evidence.criterion import AcmgClass, Status
from osteo_annot.locus.gene import gene_model
from osteo_annot.report.page.variants import phase_words
from osteo_annot.report.page.view import Events, frequency_words
from osteo_annot.report.pdf.blocks import Block, bullets, facts, heading, note, paragraph, table
from osteo_annot.report.result.evidence_model import (
    Answer,
    Answered,
    ClassificationResult,
    Criterion,
    KnownVariant,
    PublishedReport,
    Pvs1,
    Riggs,
    StructuralSupport,
)
from osteo_annot.report.result.model import Event, Location, Result
from osteo_annot.report.result.named_events import event_name, place_of
from osteo_annot.report.result.release_model import release_of
from osteo_annot.report.text import allele, counted, exon_list
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.sentences.texts import captions

_MOST = 20


def event_blocks(result: Result, events: Events) -> Iterator[Block]:
    """Those that matter at length, all others as a table."""
    if not result.events:
        yield paragraph(captions.NOTHING_DETECTED(gene=gene_model(result.assembly).symbol).text)
    for event in events.cards:
        yield from _card(result, event)
    if events.rows:
        scheme = events.rows[0].classification.scheme
        said = captions.FURTHER_EVENTS(count=len(events.rows), scheme=scheme).text
        left = f" {say.EVENTS_IN_JSON(count=events.left).text}." if events.left else ""
        yield table(
            ("Event", "Protein", "Consequence", "Exons", "Zygosity", "Class", "Filter"),
            (
                (
                    event_name(event),
                    event.hgvs.p,
                    ", ".join(event.consequences),
                    exon_list(event.exons),
                    event.zygosity_text,
                    _class(event.classification),
                    ", ".join(event.filters) or "passed",
                )
                for event in events.rows
            ),
            (2, 1.6, 2, 1, 1.6, 2, 1),
            f"{said}{left}",
            limit=120,
        )


def _card(result: Result, event: Event) -> Iterator[Block]:
    """One event with all that is known of it."""
    yield heading(_full_name(result, event), 3)
    yield facts(_facts(result, event))
    signed = release_of(result) is not None
    yield from _criteria(
        event.classification, captions.CRITERIA_SIGNED() if signed else captions.CRITERIA()
    )
    yield paragraph(f"{frequency_words(event.frequency)}.", lead="Population frequency:")
    if event.scores:
        told = "; ".join(f"{s.tool}: {s.value:g} ({s.source})" for s in event.scores)
        yield paragraph(told, lead="Scores:")
    if event.known:
        yield bullets(map(_known, event.known))
    if event.riggs:
        yield note(_riggs(event.riggs))
    if event.pvs1.checks:
        yield note(_rescue(event.pvs1))
    if event.evidence.published:
        yield bullets(map(_published, event.evidence.published[:_MOST]))
    if event.evidence.structural_support:
        yield bullets(map(_support, event.evidence.structural_support[:_MOST]))
    yield from _around(event)


def _full_name(result: Result, event: Event) -> str:
    """With the accession that the name is relative to."""
    gene, hgvs = gene_model(result.assembly), event.hgvs
    if hgvs.c:
        return f"{hgvs.transcript}({gene.symbol}):{hgvs.c}"
    return f"{hgvs.genome}:{hgvs.g}" if hgvs.g else event_name(event)


def _facts(result: Result, event: Event) -> Iterator[tuple[str, str]]:
    """What it is, where, on which copy, and what it does."""
    hgvs, alone = event.hgvs, event.evidence.outcome_alone
    yield "Protein", hgvs.p or captions.NO_NAME().text
    yield "Genome", f"{hgvs.genome}:{hgvs.g}" if hgvs.g else captions.NO_NAME().text
    yield "Note on names", hgvs.note
    uncertain = ", of uncertain significance" if event.uncertain else ""
    yield "Kind", f"{said_text(event.kind)}; {event.tier.text}{uncertain}"
    yield "Place", _place(event.location)
    if event.ref or event.alt:
        yield "Alleles", f"{allele(event.ref) or '–'} → {allele(event.alt) or '–'}"
    yield "Zygosity", event.zygosity_text
    yield "Phase", said_text(phase_words(result, event))
    yield "Consequence", ", ".join(event.consequences).replace("_", " ")
    yield "Exons", exon_list(event.exons)
    yield "Filter", ", ".join(event.filters) or "passed"
    stop = f" {say.STOP_AT(codon=alone.ptc_codon).text}" if alone.ptc_codon else ""
    yield "On its own", f"{alone.effect_text}{stop}"
    yield "Reads", "; ".join(event.evidence.allele_depths)
    strength = said_text(event.pvs1.strength)
    yield "PVS1", f"{strength}: {event.pvs1.sentence}"
    said = "Class, as signed" if release_of(result) else "Proposed class"
    uncertain_class = event.classification.class_ is AcmgClass.VUS
    warning = f" {captions.UNCERTAIN().text}" if uncertain_class else ""
    scheme = event.classification.scheme
    yield said, f"{_class(event.classification)}. {scheme}.{warning}"


def _place(place: Location) -> str:
    """Where it is, and how exact that is."""
    told = place_of(place.start, place.end)
    if place.inner == place.outer:
        return told
    sure = place_of(*place.inner) if place.inner else "no base"
    return say.NOT_SURE_PLACE(place=told, sure=sure, perhaps=place_of(*place.outer)).text


def _class(found: ClassificationResult) -> str:
    """Class in words, with its points."""
    return f"{found.class_.text}, {counted(found.points, 'point')}"


def _criteria(found: ClassificationResult, said: Said) -> Iterator[Block]:
    """What was met; what was not, in short; what could not be assessed."""
    met = [c for c in found.ledger if c.status in {Status.MET, Status.SET_ASIDE}]
    if not met:
        yield paragraph(captions.NO_CRITERION().text)
    else:
        yield table(
            ("Criterion", "Strength", "Points", "Reason and answers", "Rests on", "Overturned by"),
            map(_criterion, met),
            (0.9, 1.1, 0.7, 3.4, 2.2, 2),
            said.text,
        )
    others = [c for c in found.ledger if c.status is Status.NOT_MET]
    if others:
        told = tuple(f"{c.code}: {c.reason.removesuffix('.')}" for c in others)
        yield note(say.NOT_MET(criteria=told).text)
    if found.not_assessed:
        yield note(say.NOT_ASSESSED(criteria=tuple(found.not_assessed)).text)


def _criterion(one: Criterion) -> list[str | list[str]]:
    """A line of the table of criteria."""
    strength = said_text(one.strength)
    counts = "" if one.status is Status.MET else "not counted"
    answers = "; ".join(map(_answer, one.answers))
    return [
        one.code,
        [strength, counts],
        str(one.points),
        [one.reason, answers],
        [one.source, *one.evidence],
        one.overturned_by,
    ]


def _answer(one: Answer) -> str:
    """A question with its answer."""
    return f"{one.question}: {one.answer}"


def _known(one: KnownVariant) -> str:
    """A record of a source of known variants."""
    number_ = f", ClinVar {one.accession}" if one.accession else ""
    review = one.review_status or "review status not stated"
    return say.KNOWN(
        relation=one.relation.text,
        name=one.name,
        protein=one.protein,
        significance=one.significance,
        number=number_,
        review=review,
        stars=one.stars,
        source=one.source,
    ).text


def _riggs(found: Riggs) -> str:
    """The dosage score as a line."""
    lines = "; ".join(f"{one.section}: {one.points:g} ({one.reason})" for one in found.lines)
    return f"{found.label}: {found.score:g}, {found.class_by_score.text}. {lines}."


def _rescue(found: Pvs1) -> str:
    """What could leave function in spite of a null variant."""
    said = [c for c in found.checks if c.answer is Answered.YES]
    told = tuple(f"{c.code.text} {c.detail}".strip() for c in said) or (captions.NO_CHECK().text,)
    return say.RESCUE(checks=told).text


def _published(one: PublishedReport) -> str:
    """A published report of the same variant."""
    parts = (one.hgvs_c, one.reference, one.clinvar, one.cases, one.phenotype, one.status_note)
    return "; ".join(part for part in parts if part)


def _support(one: StructuralSupport) -> str:
    """What one record says of a structural event."""
    ratio = one.depth_ratio
    depth = "" if ratio is None else f"; {say.DEPTH_RATIO(ratio=f'{ratio:g}').text}"
    caller = one.caller.value.replace("_", " ")
    return f"{one.observation}: {caller}, {', '.join(one.told_by)}; {one.zygosity.text}{depth}"


def _around(event: Event) -> Iterator[Block]:
    """ISCN, other genes, population sets, entries of the ledger."""
    evidence = event.evidence
    if evidence.iscn:
        yield paragraph("; ".join(evidence.iscn), lead="ISCN:")
    if evidence.neighbouring_genes:
        yield paragraph(", ".join(evidence.neighbouring_genes[:200]), lead="Other genes taken:")
    if evidence.population_events:
        yield table(
            ("Place", "Frequency", "Source"),
            (
                (place_of(seen.start, seen.end), seen.frequency, seen.source)
                for seen in evidence.population_events[:200]
            ),
            (2, 1, 3),
            captions.POPULATION_EVENTS().text,
        )
    left = len(event.observations) - _MOST
    named = tuple(event.observations[:_MOST])
    if left > 0:
        yield note(say.LEDGER_ENTRIES_MORE(entries=named, count=left).text)
    else:
        yield note(say.LEDGER_ENTRIES(entries=named).text)
