"""What is known of each exon of a copy, in words: the same in every output."""

from __future__ import annotations

from osteo_annot.copies.outcome import Effect
from osteo_annot.report.result.copy_model import Copy, Outcome, Product
from osteo_annot.report.text import exon_list
from osteo_annot.sentences.texts import appendix as say
from osteo_annot.verdict.copy_status import CopyStatus


def exons_with(copy: Copy, status: CopyStatus) -> list[int]:
    """The exons of a copy with a status."""
    return [exon.exon for exon in copy.exons if exon.status is status]


def lost_words(copy: Copy) -> str:
    """Which exons of a copy are lost, and of which that is not known; ``none`` where none is."""
    lost, unseen = copy.outcome.exons_lost, exons_with(copy, CopyStatus.NOT_EXAMINED)
    parts = [exon_list(lost)] if lost else []
    parts += [say.NOT_EXAMINED(exons=tuple(unseen)).text] if unseen else []
    return "; ".join(parts) or "none"


def exon_words(copy: Copy) -> str:
    """Every exon of a copy: ``exon 1 lost or altered; exons 2–6 not examined``."""
    said = ((status, exons_with(copy, status)) for status in CopyStatus)
    return "; ".join(f"{exon_list(exons)} {status.text}" for status, exons in said if exons)


def exon_codes(copy: Copy) -> str:
    """The same for machines, exon by exon: ``1:lost_or_altered,2:not_examined``."""
    return ",".join(f"{exon.exon}:{exon.status.value}" for exon in copy.exons)


def residue_words(outcome: Outcome, native: int) -> str:
    """The protein residue by residue: ``1–139 kept, 140–149 altered, stop at 150``.

    ``native`` is the length of the reference protein. Empty where no protein can be translated.
    """
    made = outcome.product
    if made is None:
        return ""
    if made.same_at_start == made.length == native:
        return say.ALL_KEPT(residues=native).text
    parts = [_kept(1, made.same_at_start), _changed(made, native)]
    parts.append(_kept(native - made.same_at_end + 1, native))
    if outcome.ptc_codon is not None:
        parts.append(say.STOPS_AT(codon=outcome.ptc_codon).text)
    elif outcome.effect is Effect.NO_STOP:
        parts.append("no stop")
    return ", ".join(part for part in parts if part)


def _kept(first: int, last: int) -> str:
    """A run of residues (1-based, closed, on the reference protein) that is kept; perhaps empty."""
    return f"{_run(first, last)} kept" if first <= last else ""


def _changed(made: Product, native: int) -> str:
    """What stands between the kept residues; empty where a stop follows them."""
    first, to_end = made.same_at_start + 1, made.same_at_end == 0
    if to_end:
        word = "altered" if first <= native else "added"
        return f"{_run(first, made.length)} {word}" if made.altered else ""
    gone = native - made.same_at_start - made.same_at_end
    if not gone:
        return say.INSERTED_AFTER(count=made.altered, place=made.same_at_start).text
    run = _run(first, first + gone - 1)
    if not made.altered:
        return f"{run} missing"
    if made.altered == gone:
        return f"{run} altered"
    return say.REPLACED_BY(run=run, count=made.altered).text


def _run(first: int, last: int) -> str:
    """One residue, or first and last."""
    return str(first) if first == last else f"{first}–{last}"
