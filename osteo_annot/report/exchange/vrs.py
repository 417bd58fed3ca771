"""VRS 2.0 objects with computed identifiers, for the chromosome and for the transcript.

An identifier is the digest of what is said: of a sequence, a place on it and a change. The
transcript's digest is computed from its bases; that of the chromosome needs all its bases and is
read from the resources. Alleles are fully justified (VRS normalization) on known bases only.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import Reference, reverse_complement, transcript_sequence
from osteo_annot.record.tables import rows_of
from osteo_annot.report.exchange.codes import Site, clean, write_json
from osteo_annot.report.exchange.vcf import with_alleles
from osteo_annot.report.result.model import Event, Result
from osteo_annot.sentences.texts import exchange as say

if TYPE_CHECKING:
    from ga4gh.vrs.models import Allele, CopyNumberChange, SequenceLocation

    from osteo_annot.report.exchange.vrs_sequences import Window

_COPY_CHANGE = {EventKind.DELETION: "loss", EventKind.DUPLICATION: "gain"}


def write_vrs(result: Result, path: Path, site: Site) -> None:
    """Write the VRS objects of every event of a result result."""
    write_json(vrs_of(result, site.reference), path)


def vrs_of(result: Result, reference: Reference) -> dict[str, Any]:
    """The VRS objects by event; an event that has none says why."""
    from osteo_annot.report.exchange.vrs_sequences import Window

    gene = gene_model(result.assembly)
    chromosome = Window(
        chromosome_digests()[LOCUS.accessions[gene.assembly]], reference.bases, reference.start - 1
    )
    transcript = Window(transcript_digest(), transcript_sequence(), 0)
    return {
        "vrs_version": "2.0",
        "sample": clean(result.sample, 200),
        "assembly": result.assembly,
        "sequences": {
            LOCUS.accessions[gene.assembly]: chromosome.refget,
            gene.transcript: transcript.refget,
        },
        "events": [
            {"event": event.id, **_event(event, gene, chromosome, transcript)}
            for event in result.events
        ],
    }


@lru_cache(maxsize=1)
def chromosome_digests() -> dict[str, str]:
    """Refget accession of chromosome 6 by RefSeq accession, as published."""
    return {row["accession"]: row["refget"] for row in rows_of("sequence_digests.tsv")}


@lru_cache(maxsize=1)
def transcript_digest() -> str:
    """Refget accession of NM_014028.4, computed from its embedded bases."""
    from ga4gh.core import sha512t24u

    return f"SQ.{sha512t24u(transcript_sequence().encode('ascii'))}"


def _event(event: Event, gene: GeneModel, chromosome: Window, transcript: Window) -> dict[str, Any]:
    """What VRS can say of one event."""
    parts = with_alleles(event)
    if len(parts) > 1:
        return {"parts": [_event(part, gene, chromosome, transcript) for part in parts]}
    sequence = event.kind is not EventKind.BREAKEND and not event.alt.startswith("<")
    exact = sequence and (event.ref or event.alt)
    if exact:
        start = event.location.start - 1
        end = start + len(event.ref)
        found = {
            "chromosome": _allele(chromosome, start, end, event.alt),
            "transcript": _on_transcript(gene, transcript, start, end, event.alt),
        }
        if not any(found.values()):
            return {"note": say.NO_BASES().text}
        return {name: _plain(made) for name, made in found.items() if made is not None}
    if event.kind not in _COPY_CHANGE:
        return {"note": say.NO_VRS(kind=str(event.kind)).text}
    return {"chromosome": _plain(_copy_change(event, chromosome))}


def _allele(window: Window, start: int, end: int, alt: str) -> Allele | None:
    """A fully justified allele with its identifiers; None where an unknown base has a say.

    ``start`` and ``end`` are interbase positions (0-based, half-open) on the whole sequence.
    """
    from ga4gh.core import ga4gh_identify
    from ga4gh.vrs.models import Allele, LiteralSequenceExpression, sequenceString
    from ga4gh.vrs.normalize import normalize

    literal = LiteralSequenceExpression(sequence=sequenceString(alt))
    made = normalize(Allele(location=_location(window, start, end), state=literal), window)
    if "N" in window.around(made.location.start, made.location.end, len(alt) != end - start):
        return None
    made.location.id = ga4gh_identify(made.location)
    made.id = ga4gh_identify(made)
    result: Allele = made
    return result


def _on_transcript(
    gene: GeneModel, window: Window, start: int, end: int, alt: str
) -> Allele | None:
    """The same change on the transcript, where it and its neighbours lie within one exon.

    ``start`` and ``end`` are interbase on the chromosome; the transcript runs the other way.
    """
    exon = gene.exon_at(start + 1)
    if exon is None or not (exon.start <= start and end + 1 <= exon.end):
        return None
    first = exon.tx_start + (exon.end - end) - 1
    return _allele(window, first, first + (end - start), reverse_complement(alt))


def _copy_change(event: Event, window: Window) -> CopyNumberChange:
    """A gain or loss; its bounds are ranges where only inner and outer bounds are known."""
    from ga4gh.core import ga4gh_identify
    from ga4gh.vrs.models import CopyNumberChange, Range

    place = event.location
    outer, inner = place.outer, place.inner
    if inner == outer:
        where = _location(window, outer[0] - 1, outer[1])
    else:
        first, last = inner or (None, None)
        where = _location(
            window,
            Range(root=[outer[0] - 1, None if first is None else first - 1]),
            Range(root=[last, outer[1]]),
        )
    change = _COPY_CHANGE[event.kind]
    if change == "loss" and event.zygosity is Zygosity.HOMOZYGOUS:
        change = "complete genomic loss"
    made = CopyNumberChange(location=where, copyChange=change)
    where.id = ga4gh_identify(where)
    made.id = ga4gh_identify(made)
    return made


def _location(window: Window, start: Any, end: Any) -> SequenceLocation:
    """A place on the sequence of a window; interbase positions or ranges of them."""
    from ga4gh.vrs.models import SequenceLocation, SequenceReference

    return SequenceLocation(
        sequenceReference=SequenceReference(refgetAccession=window.refget), start=start, end=end
    )


def _plain(made: Allele | CopyNumberChange) -> dict[str, Any]:
    """The object as JSON values."""
    plain: dict[str, Any] = made.model_dump(mode="json", exclude_none=True, by_alias=True)
    return plain
