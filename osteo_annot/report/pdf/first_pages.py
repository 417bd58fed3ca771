"""Page one and page two of the PDF, from the same values as the page in HTML."""

from __future__ import annotations

from collections.abc import Iterator

from osteo_annot.locus.gene import gene_model
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.figure.depth import copy_ratio_figure
from osteo_annot.report.figure.evidence import figures_by_page, no_reads
from osteo_annot.report.figure.pedigree import pedigree_figure
from osteo_annot.report.figure.protein import protein_figure
from osteo_annot.report.page.page_one import Line, PageOne, ReleasePart, VariantTable
from osteo_annot.report.page.page_two import FamilyPart, PageTwo
from osteo_annot.report.pdf.blocks import (
    Answer,
    Block,
    Signatures,
    bullets,
    facts,
    heading,
    note,
    paragraph,
    picture,
    table,
)
from osteo_annot.report.pdf.glyphs import shown
from osteo_annot.report.result.model import Result
from osteo_annot.report.text import PROSE
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.sentences.texts import captions
from osteo_annot.sentences.texts.figure import MORE_FIGURES

_MOST_LINES = 60


def first_page(result: Result, one: PageOne) -> Iterator[Block]:
    """The nine parts."""
    yield facts((fact.label, fact.text) for fact in one.head.lines)
    if one.head.not_given:
        yield note(f"{one.head.not_given_label}: {one.head.not_given}")
    yield from _release(one.release)
    answer, sure = one.answer, one.sure
    yield Answer(
        heading=shown(answer.heading, PROSE),
        sentence=shown(answer.sentence, PROSE),
        state=shown(answer.state_text, PROSE),
        boxes=answer.boxes,
        group=answer.group,
        sure=shown(f"{sure.heading}: {sure.word}.", PROSE),
        why=shown(sure.reason.text, PROSE),
    )
    yield from _variants(one.variants)
    yield from _copies(result, one)
    yield heading(one.interpretation.heading)
    yield paragraph(one.interpretation.text)
    yield heading(one.open.heading)
    yield bullets(one.open.not_examined)
    if one.open.warnings:
        yield heading(one.open.warnings_heading)
        yield bullets((line.text for line in one.open.warnings), "warning")
    yield heading(one.next.heading)
    if one.next.tests:
        yield bullets((line.text for line in one.next.tests), "numbered")
    if one.next.note:
        yield note(one.next.note)
    signature = one.signature
    yield heading(signature.heading)
    yield note(signature.note)
    yield Signatures(
        ["", *(shown(label, PROSE) for label in signature.labels)],
        [
            [shown(text, 200) for text in (s.role, s.name, s.date, s.mark)]
            for s in signature.signers
        ],
    )


def _release(part: ReleasePart | None) -> Iterator[Block]:
    """That the report was withdrawn or replaced, and what was amended."""
    if part is None:
        return
    if part.void:
        yield paragraph(part.void, style="warning")
    if part.heading:
        yield heading(part.heading)
        yield bullets(part.changes)
    if part.more:
        yield note(part.more)


def _variants(part: VariantTable) -> Iterator[Block]:
    """Part 3: the deciding variants."""
    yield heading(part.heading)
    if part.rows:
        yield table(
            part.columns,
            (
                (
                    (row.c, row.p, row.g, ", ".join(link.text for link in row.links)),
                    row.exon,
                    row.zygosity,
                    row.phase,
                    row.inheritance,
                    (row.class_, row.dated),
                    row.pvs1,
                )
                for row in part.rows
            ),
            (3.4, 0.7, 1.3, 1.6, 1.3, 1.6, 1.1),
            limit=160,
        )
    if part.note:
        yield note(part.note)


def _copies(result: Result, one: PageOne) -> Iterator[Block]:
    """Part 4: the two copies, drawn; what they show stands in words beside the drawing."""
    yield heading(one.copies.heading)
    if one.copies.note:
        yield note(one.copies.note)
    figure = copies_figure(result, Language(one.language))
    words = [
        f"{pair.premise} {copy.name}: {copy.text}".strip()
        for pair in one.copies.pairs
        for copy in pair.copies
    ]
    if figure:
        yield picture(figure, alt=f"{one.answer.sentence} {' '.join(words)}")


def second_page(result: Result, two: PageTwo) -> Iterator[Block]:
    """Pictures of the evidence, the family, the criteria in short, and why."""
    yield heading("Evidence")
    yield from _evidence(result)
    yield heading("Family")
    yield from _family(result, two.family)
    yield heading("Criteria in short")
    if two.criteria:
        yield table(
            ("Event", "Class", "Criteria", "Frequency", "Known"),
            (
                ((row.name, row.protein), row.class_, row.criteria, row.frequency, row.known)
                for row in two.criteria
            ),
            (2, 1.6, 2.6, 1.4, 2),
            captions.CRITERIA_IN_SHORT().text,
            limit=240,
        )
    else:
        yield paragraph(captions.NO_CANDIDATE().text)
    if two.more_events:
        yield note(say.FURTHER_EVENTS(count=two.more_events).text)
    yield heading("Why")
    yield paragraph(result.verdict.state.meaning, lead=f"{result.verdict.state.text}.")
    yield statements(two.reasons)
    yield heading("What would change this answer", 2)
    if two.would_change:
        yield statements(two.would_change)
    else:
        yield paragraph(captions.NOTHING_TO_CHANGE().text)


def _evidence(result: Result) -> Iterator[Block]:
    """Reads, depth over the gene, protein, depth by exon, homozygosity."""
    if missing := no_reads(result):
        yield paragraph(missing)
    figures, elsewhere = figures_by_page(result)
    for drawn in figures:
        yield picture(drawn.drawing, drawn.caption)
    if elsewhere:
        yield note(MORE_FIGURES(count=len(elsewhere)).text)
    if protein := protein_figure(result):
        gene = gene_model(result.assembly)
        said = captions.PROTEIN(protein=gene.protein, residues=gene.protein_length)
        yield picture(protein, said.text)
    if depth := copy_ratio_figure(result):
        yield picture(depth, captions.EXON_DEPTH().text)
    if found := result.homozygosity:
        markers = say.HOMOZYGOSITY(answer=found.text, markers=found.markers_read).text
        yield paragraph(markers, lead="Homozygosity around the gene:")


def _family(result: Result, part: FamilyPart) -> Iterator[Block]:
    """Pedigree, statements, genotypes."""
    if part.note:
        yield paragraph(part.note)
    if pedigree := pedigree_figure(result):
        yield picture(pedigree, captions.PEDIGREE().text)
    if part.statements:
        yield statements(part.statements)
    if part.rows:
        events = part.events[:4]
        yield table(
            ("Relative", "Affected", "Two copies", *events),
            (
                ((row.role, row.sample), row.affected, row.state, *row.genotypes[: len(events)])
                for row in part.rows
            ),
            (1.2, 1, 2.4, *(1.2 for _ in events)),
            captions.RELATIVES().text,
            limit=160,
        )


def statements(lines: tuple[Line, ...]) -> Block:
    """Sentences as a list."""
    if not lines:
        return paragraph("None.")
    told = [line.text for line in lines[:_MOST_LINES]]
    left = len(lines) - len(told)
    return bullets([*told, say.MORE_IN_JSON(count=left).text] if left else told)
