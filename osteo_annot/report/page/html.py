"""The report of one person as one self-contained page, for a geneticist to review.

A projection of the result: nothing is decided here. The page loads nothing, runs nothing,
and is the same for the same result.
"""

from __future__ import annotations

from osteo_annot.copies.callability_gaps import GapCode
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.exon_ratio import NoCallReason
from osteo_annot.report.figure.copies import copies_figure
from osteo_annot.report.figure.depth import copies_word, copy_ratio_figure
from osteo_annot.report.figure.pedigree import pedigree_figure
from osteo_annot.report.figure.protein import protein_figure
from osteo_annot.report.page.environment import page
from osteo_annot.report.page.record_view import record_view
from osteo_annot.report.page.view import (
    completeness,
    effect_words,
    family_rows,
    identifiers,
    ledger_lines,
    look,
    missing,
    phase_is_open,
    split_events,
)
from osteo_annot.report.result.copy_words import lost_words, residue_words
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.named_events import event_name
from osteo_annot.report.text import shortened


def render_html(result: Result) -> str:
    """The page of one result."""
    from markupsafe import Markup

    identity = " · ".join(shortened(text, 80) for text in identifiers(result))
    events = split_events(result)
    shown = [event.id for event in (*events.cards, *events.rows)]
    return page(
        "case.html.j2",
        footer=f"{LOCUS.gene} report · {identity} · Draft – not signed · confidential",
        doc=result,
        gene=gene_model(result.assembly),
        look=look(result.verdict.state),
        completeness=completeness(result),
        missing=missing(result),
        effect_words=effect_words,
        lost_words=lost_words,
        residue_words=residue_words,
        copies_figure=Markup(copies_figure(result)),
        pedigree_figure=Markup(pedigree_figure(result)),
        protein_figure=Markup(protein_figure(result)),
        copy_ratio_figure=Markup(copy_ratio_figure(result)),
        copies_word=copies_word,
        meanings={code.value: code.text for code in (*GapCode, *NoCallReason)},
        events=events,
        names={event.id: event_name(event) for event in result.events},
        open_phase={e.id for e in result.events if phase_is_open(result, e)},
        family=family_rows(result, shown) if result.family else [],
        record=record_view(result.record.contents, result.hpo, result.differential),
        ledger=ledger_lines(result.ledger),
    )
