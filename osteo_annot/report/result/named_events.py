"""Which events of a result are shown at length, drawn by name and passed on to other formats."""

from __future__ import annotations

import re
from collections.abc import Iterable

from osteo_annot.events.model import EventKind
from osteo_annot.locus.locus import LOCUS, Strand
from osteo_annot.report.result.model import Event
from osteo_annot.report.text import number
from osteo_annot.sentences.forms import exon_runs
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import said_text


def is_named(event: Event) -> bool:
    """Whether an event may break a copy (tier A and B), or is of uncertain significance."""
    return event.tier.is_candidate or event.uncertain


def event_name(event: Event, language: Language = Language.EN) -> str:
    """The shortest name of an event: c., else g. without accession, else kind and exons."""
    hgvs = event.hgvs
    if hgvs.c:
        return hgvs.c
    if hgvs.g:
        return hgvs.g.rpartition(":")[2]
    place = place_of(event.location.start, event.location.end)
    where = exon_runs(event.exons, language) if event.exons else place
    return f"{said_text(event.kind, language)} {where}"


def is_shifted(event: Event) -> bool:
    """Whether g. names another of equal places than the leftmost, which the result gives.

    A change in a repeat has several: VCF takes the leftmost, HGVS the one furthest 3'.
    """
    named = {int(found) for found in re.findall(r"\d+", event.hgvs.g.rpartition(":")[2])}
    first = event.location.start
    small = event.kind is EventKind.SMALL_VARIANT
    return small and bool(named) and named.isdisjoint({first - 1, first})


def along_the_gene(events: Iterable[Event]) -> list[Event]:
    """Events 5' to 3'."""
    minus = LOCUS.strand is Strand.MINUS
    return sorted(events, key=lambda event: event.location.end, reverse=minus)


def place_of(start: int, end: int) -> str:
    """A place on the chromosome; 1-based, closed, on the plus strand.

    >>> place_of(108_074_577, 108_074_577)
    'chr6:108,074,577'
    """
    where = number(start) if start == end else f"{number(start)}–{number(end)}"
    return f"{LOCUS.contig}:{where}"
