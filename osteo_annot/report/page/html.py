"""The report of one person as one self-contained page, for a geneticist to review.

A projection of the JSON document: nothing is decided here. The page loads nothing, runs nothing,
and is the same for the same document.
"""

from __future__ import annotations

from typing import Any

from osteo_annot.copies.callability_gaps import GapCode
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.copy_ratio import NoCallReason
from osteo_annot.report.figure.copies import copies_figure, event_name
from osteo_annot.report.figure.depth import copies_word, copy_ratio_figure
from osteo_annot.report.figure.protein import protein_figure
from osteo_annot.report.page.environment import page
from osteo_annot.report.page.record_view import record_view
from osteo_annot.report.page.view import (
    CLASS_NAMES,
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
from osteo_annot.report.text import shortened


def render_html(document: dict[str, Any]) -> str:
    """The page of one result; ``document`` is the JSON document of a ``Result``."""
    from markupsafe import Markup

    identity = " · ".join(shortened(text, 80) for text in identifiers(document))
    events = split_events(document)
    shown = [event["id"] for event in (*events.cards, *events.rows)]
    return page(
        "case.html.j2",
        footer=f"{LOCUS.gene} report · {identity} · Draft – not signed · confidential",
        doc=document,
        gene=gene_model(Assembly(document["assembly"])),
        look=look(document["verdict"]["state"]),
        completeness=completeness(document),
        missing=missing(document),
        effect_words=effect_words,
        copies_figure=Markup(copies_figure(document)),
        protein_figure=Markup(protein_figure(document)),
        copy_ratio_figure=Markup(copy_ratio_figure(document)),
        copies_word=copies_word,
        meanings={code.value: code.text for code in (*GapCode, *NoCallReason)},
        events=events,
        names={event["id"]: event_name(event) for event in document["events"]},
        open_phase={e["id"] for e in document["events"] if phase_is_open(document, e)},
        class_names=CLASS_NAMES,
        family=family_rows(document, shown) if document["family"] else [],
        record=record_view(document["record"], document["hpo"], document["differential"]),
        ledger=ledger_lines(document["ledger"]),
    )
