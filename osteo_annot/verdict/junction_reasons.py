"""What reads say of the junction of a deciding event, as reasons of the verdict."""

from __future__ import annotations

from osteo_annot.evidence.assess import Assessed
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.reads.witness import Breakpoints, WitnessAnswer
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import junctions
from osteo_annot.verdict.reason import Reason, ReasonCode
from osteo_annot.verdict.support import event_label


def junction_reasons(assessed: Assessed) -> list[Reason]:
    """What reads say of the junction of a deciding event; a contradiction is told apart."""
    event, told = assessed.event, assessed.event.witness
    if told is None:
        return []
    label, reasons = event_label(assessed), []
    if event.is_confirmed_by_reads:
        code = ReasonCode.CONFIRMED_BY_READS
        said = junctions.CONFIRMED(event=label, meaning=code, counts=told.said)
        reasons.append(Reason(code, said))
    elif told.answer is not WitnessAnswer.CONTRADICTED:
        covered = round(100 * told.covered)
        said = junctions.NOT_ASSESSED(
            event=label, reason=told.reason, counts=told.said, covered=covered
        )
        reasons.append(Reason(ReasonCode.JUNCTION_NOT_ASSESSED, said))
    found = told.breakpoints
    if found is not None:
        reasons.append(Reason(ReasonCode.ENDS_BY_READS, _ends(label, found)))
        if event.is_exact and not _is_place_of(event.best, found):
            code = ReasonCode.ENDS_DIFFER
            said = junctions.ENDS_DIFFER(
                event=label, meaning=code, start=event.best.start, end=event.best.end
            )
            reasons.append(Reason(code, said))
    return reasons


def _ends(label: Said, found: Breakpoints) -> Said:
    """Where reads place the ends, with what both sides share or what stands between them."""
    ends = junctions.ENDS(event=label, reads=found.reads, start=found.start, end=found.end)
    if found.inserted:
        return junctions.ENDS_INSERTED(ends=ends, bases=found.inserted)
    shared = len(found.homology)
    return junctions.ENDS_SHARED(ends=ends, shared=shared) if shared else ends


def _is_place_of(ends: Interval, found: Breakpoints) -> bool:
    """Whether ends are one of the equivalent places of a junction."""
    aside = ends.start - found.start
    return aside == ends.end - found.end and 0 <= aside <= len(found.homology)
