"""What the headline says of candidates whose reads do not fit a heterozygote.

Source: clinical rules Z13. A call that the caller passed is named with its reads: it is neither
counted silently nor taken for no variant.
"""

from __future__ import annotations

from osteo_annot.copies.read_support import event_reads
from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import FindingCode
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import reads as say
from osteo_annot.verdict.facts import Facts
from osteo_annot.verdict.support import event_label

_MOST_NAMED = 3


def uneven_reads(facts: Facts) -> tuple[Said, ...]:
    """A sentence for each candidate with uneven reads, and for reference calls that reads deny."""
    denied = (f.where for f in facts.findings if f.code is FindingCode.REFERENCE_WITH_READS)
    skewed = {n for f in facts.findings if f.code is FindingCode.SKEWED_READS for n in f.about}
    told = (_sentence(a, skewed=a.event.id in skewed) for a in facts.assessed if a.is_named)
    left_open = tuple(say.REFERENCE_DENIED(where=where) for where in dict.fromkeys(denied))
    return (*filter(None, told), *left_open[:_MOST_NAMED])


def _sentence(assessed: Assessed, *, skewed: bool) -> Said | None:
    """What the reads of one event say of it; None where they fit."""
    mosaic = assessed.event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT
    if not mosaic and not skewed:
        return None
    told = [r for s in assessed.event.support if (r := event_reads(assessed.event, s))]
    label = event_label(assessed)
    if assessed.event.zygosity not in {Zygosity.HETEROZYGOUS, Zygosity.MOSAIC_OR_ARTEFACT}:
        others = max(told, key=lambda r: 1 - r.fraction)
        return say.OTHERS(event=label, other=others.other, total=others.total)
    reads = min(told, key=lambda r: r.probability).said if told else say.FEW()
    return (say.NOT_COUNTED if mosaic else say.SHOWN_BY)(event=label, reads=reads)
