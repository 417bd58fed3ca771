"""The appendix of the PDF: copies, events, what was examined, methods, the disease, the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from osteo_annot.copies.callability import Callability
from osteo_annot.copies.search_kind import SearchKind
from osteo_annot.report.figure.depth import copies_word
from osteo_annot.report.figure.evidence import figures_by_page
from osteo_annot.report.page.appendix import Appendix, Methods
from osteo_annot.report.page.release import DECISIONS, SIGNATURES, ReleaseView, release_view
from osteo_annot.report.page.view import LedgerLine, effect_words, ratio_caption
from osteo_annot.report.pdf.blocks import (
    Block,
    bullets,
    facts,
    heading,
    note,
    paragraph,
    picture,
    table,
)
from osteo_annot.report.pdf.events import event_blocks
from osteo_annot.report.pdf.first_pages import statements
from osteo_annot.report.pdf.record import record_blocks
from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.copy_words import lost_words
from osteo_annot.report.result.examined_model import CopyRatio, ExonCallability
from osteo_annot.report.result.model import InputFile, Result
from osteo_annot.report.result.named_events import event_name
from osteo_annot.report.text import allele, counted
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.sentences.texts import captions
from osteo_annot.sentences.texts.figure import FURTHER_FIGURES
from osteo_annot.verdict.state import State

_ANSWERS = {
    Callability.CALLABLE: "callable",
    Callability.NOT_CALLABLE: "NOT callable",
    Callability.UNKNOWN: "not assessed",
}
_SEARCHES = {
    SearchKind.DEPTH: "by depth",
    SearchKind.JUNCTION: "by junctions",
    SearchKind.DECLARED: "declared by the user",
}
_MOST_FILES = 100
_MOST_NAMES = 20


def appendix_blocks(result: Result, part: Appendix) -> Iterator[Block]:
    """All that pages one and two rest on."""
    yield heading("Appendix")
    if outcomes := list(_copies(result)):
        yield heading("What each copy can still make", 2)
        yield from outcomes
    if figures := figures_by_page(result)[1]:
        yield heading(FURTHER_FIGURES().text, 2)
        for drawn in figures:
            yield picture(drawn.drawing, drawn.caption)
    if part.contradictions:
        yield heading("Contradictions", 2)
        yield statements(part.contradictions)
    if part.further_tests:
        yield heading("Further tests that may help", 2)
        yield statements(part.further_tests)
    yield heading("Events", 2)
    yield from event_blocks(result, part.events)
    yield heading("What was examined", 2)
    yield from _examined(part)
    yield heading("Methods", 2)
    yield from _methods(result, part.methods)
    yield heading(say.DISEASE(name=result.record.contents.disease.abbreviation).text, 2)
    yield from record_blocks(result, part.record)
    yield heading("Ledger", 2)
    yield from _ledger(result, part)
    if signed := release_view(result):
        yield heading("Signatures and decisions", 2)
        yield from _release(signed)


def _release(part: ReleaseView) -> Iterator[Block]:
    """What was signed, by whom, after which decisions."""
    yield paragraph(part.void, lead=f"{part.standing}.")
    yield table(SIGNATURES, part.signatures, (2, 2, 1.4, 1.4), captions.WHO_SIGNED().text)
    if part.changes:
        yield heading(part.changed, 3)
        yield bullets(part.changes)
    if part.decisions:
        yield table(
            DECISIONS,
            part.decisions,
            (2.4, 2.6, 1.2, 1.2, 1.2),
            captions.DECISIONS().text,
        )
    else:
        yield paragraph(captions.NO_DECISION().text)
    yield heading(captions.HASHES().text, 3)
    yield facts((fact.label, fact.text) for fact in part.hashes)


def _copies(result: Result) -> Iterator[Block]:
    """The outcomes of the copies; of a contradiction those of each reading, if there is one."""
    for reading in result.readings:
        yield _outcomes(
            result,
            reading.copies,
            say.READING(premise=reading.premise_text, state=reading.state_text).text,
        )
    if result.verdict.state is State.INDETERMINATE:
        return
    count = result.arrangements.count
    worst = f" {say.WORST_OF(count=count).text}" if count > 1 else ""
    yield _outcomes(result, result.copies, f"{captions.OUTCOMES().text}{worst}")
    if result.arrangements.best_case:
        caption = say.BEST_OF(count=count).text
        yield _outcomes(result, result.arrangements.best_case, caption)


def _outcomes(result: Result, copies: Sequence[Copy], caption: str) -> Block:
    """Two copies as a table."""
    names = {event.id: event_name(event) for event in result.events}
    return table(
        ("Copy", "Events", "Outcome", "Protein", "Stop", "mRNA decay", "Exons lost", "Function"),
        (
            (
                (copy.name, "origin unknown" if copy.origin == "unknown" else copy.origin),
                _few([names.get(id_, id_) for id_ in copy.events]),
                effect_words(result, copy.outcome),
                copy.outcome.protein,
                f"codon {copy.outcome.ptc_codon}" if copy.outcome.ptc_codon is not None else "",
                yes_no(copy.outcome.nmd, ("predicted", "not predicted", "")),
                lost_words(copy),
                yes_no(copy.outcome.null, ("loss predicted", "loss not predicted", "open")),
            )
            for copy in copies
        ),
        (1.1, 1.6, 2.4, 1.6, 0.9, 1, 1, 1),
        caption,
        limit=200,
    )


def yes_no(value: bool | None, words: tuple[str, str, str] = ("yes", "no", "open")) -> str:
    """One of three words: yes, no, not known."""
    return words[2] if value is None else words[0] if value else words[1]


def _few(texts: Sequence[str]) -> list[str]:
    """The first of many texts, and how many are left."""
    told = list(texts[:_MOST_NAMES])
    left = len(texts) - len(told)
    return [*told, say.MORE(count=left).text] if left else told


def _examined(part: Appendix) -> Iterator[Block]:
    """Callability of every exon, and what was searched."""
    yield bullets(part.searched)
    yield table(
        ("Exon", "Small variants", "Deletions", "Homozygous loss excluded", "Depth", "Source"),
        map(_exon, part.exons),
        (0.5, 1.1, 1.5, 1.1, 1.6, 3.2),
        captions.EXONS_EXAMINED().text,
    )
    ratios = [(exon, exon.copy_ratio) for exon in part.exons if exon.copy_ratio]
    if ratios:
        yield table(
            ("Exon", "Depth ratio", "Copies", "Power"),
            (_ratio(exon, ratio) for exon, ratio in ratios),
            (0.5, 1.5, 1.5, 3),
            ratio_caption(ratios[0][1]).text,
        )
    hidden = [(e, spot) for e in part.exons for spot in e.blind_spots]
    if hidden:
        yield table(
            ("Exon", "Place", "Why a small variant could be missed there"),
            ((str(exon.exon), spot.where, spot.code.text) for exon, spot in hidden[:200]),
            (0.5, 2, 4),
            captions.HIDDEN_PLACES().text,
        )


def _exon(exon: ExonCallability) -> list[str]:
    """A line of the table of exons."""
    by = _SEARCHES.get(exon.deletion_search)
    depth = "" if exon.mean_depth is None else f"mean {exon.mean_depth:.1f}"
    if exon.least_depth is not None:
        depth += f", least {exon.least_depth:.0f}"
    for name, share in exon.depth_shares.items():
        depth += f"; {100 * share:.0f} % at {name}"
    return [
        str(exon.exon),
        _ANSWERS[exon.small_variants],
        f"{_ANSWERS[exon.deletions]}{f' ({by})' if by else ''}",
        yes_no(exon.homozygous_loss_excluded),
        depth,
        exon.source,
    ]


def _ratio(exon: ExonCallability, ratio: CopyRatio) -> list[str]:
    """A line of the table of depth."""
    told = "" if ratio.ratio is None else f"{ratio.ratio:.2f}"
    told += "" if ratio.spread is None else f" ± {ratio.spread:.2f}"
    power = "" if ratio.power is None else f"{100 * ratio.power:.0f} %"
    return [str(exon.exon), told, copies_word(ratio), power]


def _methods(result: Result, part: Methods) -> Iterator[Block]:
    """How it was made, from what, with what."""
    yield facts((fact.label, fact.text) for fact in part.about)
    if part.not_given:
        yield note(say.NOT_GIVEN(facts=part.not_given).text)
    yield table(
        ("File", "Sample column", "Kind", "SHA-256", "Assembly, told by"),
        map(_file, part.files[:_MOST_FILES]),
        (2, 1.2, 1.2, 2.2, 3),
        captions.FILES().text,
    )
    release = f"{part.release}. {captions.ONE_HASH().text}"
    yield facts([("Release", release), *((fact.label, fact.text) for fact in part.versions)])
    if part.parameters:
        yield heading("Parameters", 3)
        yield facts((fact.label, fact.text) for fact in part.parameters)
    yield heading("Limits", 3)
    yield statements(part.limits) if part.limits else paragraph(captions.NO_LIMIT().text)
    if part.notes:
        yield heading("What was repaired or odd in the files", 3)
        yield bullets(f"{told.text}: {told.code.text}" for told in result.input_notes)


def _file(file: InputFile) -> list[str | list[str]]:
    """A line of the table of files."""
    part = "" if file.sha256_of == "whole_file" else captions.PART_OF_FILE().text
    kind = file.kind.replace("_", " ")
    return [file.name, file.column, kind, [file.sha256, part], file.assembly_evidence[:20]]


def _ledger(result: Result, part: Appendix) -> Iterator[Block]:
    """What became of every record."""
    said = say.ENTRIES(count=part.entries).text
    if len(part.ledger) != part.entries:
        said += f" {captions.ENTRIES_ALIKE().text}"
    yield paragraph(said)
    names = {event.id: event_name(event) for event in result.events}
    yield table(
        ("Entry", "File", "Position", "Alleles", "Filter", "Genotype", "Became", "Reason", "Event"),
        (_entry(line, names) for line in part.ledger),
        (1, 1.5, 1.7, 1.5, 1, 0.9, 1, 3, 1.5),
        limit=160,
    )


def _entry(line: LedgerLine, names: dict[str, str]) -> list[str]:
    """A line of the ledger."""
    entry = line.first
    place = f"{entry.contig}:{line.place}"
    became = entry.disposition.replace("_", " ")
    if line.count > 1:
        count = counted(line.count, "entry", "entries")
        return [count, entry.file, place, "", "", "", became, entry.text, ""]
    alleles = f"{allele(entry.ref)} → {allele(entry.alt)}"
    event = names.get(entry.event, entry.event)
    cells = [entry.id, entry.file, place, alleles, entry.filter, entry.genotype]
    return [*cells, became, entry.text, event]
