"""What the headline says of candidates whose reads do not fit a heterozygote.

Source: clinical rules Z13. A call that the caller passed is named with its reads: it is neither
counted silently nor taken for no variant.
"""

from __future__ import annotations

from osteo_annot.copies.read_support import event_reads
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import FindingCode
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.support import event_label

_MOST_NAMED = 3


def uneven_reads(facts: Facts) -> tuple[str, ...]:
    """A sentence for each candidate with uneven reads, and for reference calls that reads deny."""
    denied = (f.where for f in facts.findings if f.code is FindingCode.REFERENCE_WITH_READS)
    skewed = {n for f in facts.findings if f.code is FindingCode.SKEWED_READS for n in f.about}
    told = (_sentence(a, skewed=a.event.id in skewed) for a in facts.assessed if a.is_named)
    left_open = tuple(
        f"Record {where} is called as reference, but its reads or its depth show the allele."
        for where in dict.fromkeys(denied)
    )
    return (*filter(None, told), *left_open[:_MOST_NAMED])


def _sentence(assessed: Assessed, *, skewed: bool) -> str:
    """What the reads of one event say of it; empty where they fit."""
    mosaic = assessed.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT
    if not mosaic and not skewed:
        return ""
    told = [r for s in assessed.event.support if (r := event_reads(assessed.event, s))]
    if assessed.event.zygosity not in {Zygosity.HETEROZYGOUS, Zygosity.MOSAIC_OR_ARTEFACT}:
        others = max(told, key=lambda r: 1 - r.fraction)
        shown = f"{others.other} of {others.total} reads show another allele"
        return f"{event_label(assessed)}: {shown}, though it is called on every copy."
    counted = min(told, key=lambda r: r.probability).text if told else "few reads"
    meaning = "mosaic or artefact, not counted as an allele" if mosaic else "skewed or mosaic"
    return f"{event_label(assessed)} is shown by {counted}: {meaning}."
