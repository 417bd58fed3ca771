"""The report of one person as one self-contained page, for a geneticist to review.

A projection of the result: nothing is decided here. The page loads nothing, runs nothing,
and is the same for the same result.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from osteo_annot.copies.callability_gaps import GapCode
from osteo_annot.copies.damage import Assumption
from osteo_annot.evidence.criterion import Leaf
from osteo_annot.evidence.pvs1_flags import Flag
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.exon_ratio import NoCallReason
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.figure.depth import copies_word, copy_ratio_figure
from osteo_annot.report.figure.draft_mark import draft_mark, replaced_mark, withdrawn_mark
from osteo_annot.report.figure.evidence import figures_by_page, no_reads
from osteo_annot.report.figure.pedigree import pedigree_figure
from osteo_annot.report.figure.protein import protein_figure
from osteo_annot.report.page.appendix import Appendix, appendix
from osteo_annot.report.page.compose import page_one
from osteo_annot.report.page.environment import page
from osteo_annot.report.page.links import (
    clinvar_link,
    event_links,
    hpo_link,
    omim_link,
    pubmed_link,
)
from osteo_annot.report.page.page_one import PageOne
from osteo_annot.report.page.page_two import page_two
from osteo_annot.report.page.release import DECISIONS, SIGNATURES, release_view
from osteo_annot.report.page.variants import phase_words
from osteo_annot.report.page.view import (
    effect_words,
    frequency_words,
    identifiers,
    ratio_caption,
)
from osteo_annot.report.result.copy_words import lost_words, residue_words
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name, is_shifted
from osteo_annot.report.text import shortened
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.texts.figure import FURTHER_FIGURES, MORE_FIGURES


def render_html(result: Result, language: Language = Language.EN, cohort_page: str = "") -> str:
    """The page of one result; page one in the language, all else in English.

    It links back to the page of everybody where that has an address.
    """
    one = page_one(result, language)
    identity = " · ".join(shortened(text, 80) for text in identifiers(result))
    footer = f"{LOCUS.gene} · {identity} · {one.head.status}"
    shown = {**shown_on_page(result, one, language), "cohort_page": cohort_page}
    return page("case.html.j2", footer=footer, language=language, **shown)


def shown_on_page(result: Result, one: PageOne, language: Language) -> dict[str, Any]:
    """What the templates of the page ask for by name; as in a report, without controls."""
    from markupsafe import Markup

    gene = gene_model(result.assembly)
    rest = appendix(result)
    shown, more = figures_by_page(result)
    return {
        "controls_from": "case/no_controls.html.j2",
        "cohort_page": "",
        "doc": result,
        "gene": gene,
        "exon_numbers": tuple(exon.number for exon in gene.exons),
        "one": one,
        "two": page_two(result),
        "app": rest,
        "reviewed": rest.events.cards,
        "entries": _entries(rest),
        "words": _words(),
        "for_reviewer": Leaf.FOR_REVIEWER.text,
        "shifted": is_shifted,
        "effect_words": effect_words,
        "lost_words": lost_words,
        "residue_words": residue_words,
        "copies_word": copies_word,
        "frequency_words": frequency_words,
        "ratio_caption": ratio_caption,
        "contig": LOCUS.contig,
        "copies_figure": Markup(copies_figure(result, language)),
        "pedigree_figure": Markup(pedigree_figure(result)),
        "protein_figure": Markup(protein_figure(result)),
        "copy_ratio_figure": Markup(copy_ratio_figure(result)),
        "evidence_figures": shown,
        "more_figures": more,
        "further_figures": FURTHER_FIGURES().text,
        "figures_elsewhere": MORE_FIGURES(count=len(more)).text if more else "",
        "no_reads": no_reads(result),
        "mark": Markup(mark_across(one)),
        "release": release_view(result),
        "columns": {"signatures": SIGNATURES, "decisions": DECISIONS},
        "names": {event.id: event_name(event) for event in result.events},
        "phase_words": phase_words,
        "links_of": partial(event_links, assembly=result.assembly),
        "clinvar": clinvar_link,
        "hpo": hpo_link,
        "omim": omim_link,
        "pubmed": pubmed_link,
    }


def mark_across(one: PageOne) -> str:
    """The word across every page: not signed, withdrawn or replaced; may be empty."""
    language = Language(one.language)
    if one.head.is_draft:
        return draft_mark(language)
    if one.release is None or not one.release.void:
        return ""
    return withdrawn_mark(language) if one.release.is_withdrawn else replaced_mark(language)


def _entries(rest: Appendix) -> set[str]:
    """Entries of the ledger that have a line of their own: a sentence can lead there."""
    return {line.first.id for line in rest.ledger if line.count == 1}


@cache
def _words() -> dict[str, str]:
    """Words of codes that the result holds as plain text."""
    return {code.value: code.text for code in (*GapCode, *NoCallReason, *Assumption, *Flag)}
