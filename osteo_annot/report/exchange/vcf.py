"""The result as a VCF of its events, bgzipped and indexed, with own INFO fields.

Small variants are left-aligned with the base before them (VCF 4.5 section 1.6.1); structural
events are symbolic. INFO fields begin with ``OSTM1_``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from osteo_annot.errors import printable
from osteo_annot.events.model import EventKind, Zygosity
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import Reference
from osteo_annot.report.result.copy_words import exon_codes
from osteo_annot.report.result.model import Event, Location, Result, Verdict

_FLAG = "flag"
"""Value of a field of INFO that has none."""
_INFO = (
    ("END", "1", "Integer", "Last base of a symbolic event"),
    ("IMPRECISE", "0", "Flag", "The ends of the event are not known to the base"),
    ("CIPOS", "2", "Integer", "Range of the start around POS"),
    ("CIEND", "2", "Integer", "Range of the end around END"),
    ("SVTYPE", "1", "String", "Type of a structural event"),
    (f"{LOCUS.gene}_EVENT", "1", "String", "Id of the event in the result file"),
    (f"{LOCUS.gene}_STATE", "1", "String", "State of the person's two copies"),
    (f"{LOCUS.gene}_CONFIDENCE", "1", "String", "Confidence of the state"),
    (f"{LOCUS.gene}_HGVSC", "1", "String", "Coding name on the transcript of the header"),
    (f"{LOCUS.gene}_HGVSP", "1", "String", "Predicted protein name"),
    (f"{LOCUS.gene}_CSQ", ".", "String", "Sequence Ontology terms, most severe first"),
    (f"{LOCUS.gene}_EXONS", ".", "Integer", "Exons in transcript order"),
    (f"{LOCUS.gene}_ZYGOSITY", "1", "String", "Zygosity in the light of deletions and parents"),
    (f"{LOCUS.gene}_PHASE", "1", "String", "Source of the phase"),
    (
        f"{LOCUS.gene}_COPIES",
        ".",
        "Integer",
        "Copies (1, 2) that carry the event; absent when unknown",
    ),
    (f"{LOCUS.gene}_PVS1", "1", "String", "PVS1 strength and path"),
    (f"{LOCUS.gene}_CLASS", "1", "String", "Class by points"),
)
_SYMBOL = {
    EventKind.DELETION: "<DEL>",
    EventKind.DUPLICATION: "<DUP>",
    EventKind.INVERSION: "<INV>",
    EventKind.INSERTION: "<INS>",
    EventKind.BREAKEND: "<BND>",
}
"""A breakend is written so only where the direction of its junction is not known."""
_GENOTYPE = {
    Zygosity.HETEROZYGOUS: "0/1",
    Zygosity.APPARENT_HOMOZYGOUS: "1/1",
    Zygosity.HOMOZYGOUS: "1/1",
    Zygosity.HEMIZYGOUS: "1",
    Zygosity.HALF_CALL: "./1",
    Zygosity.HAPLOID_CALL: "1",
}


def write_vcf(result: Result, contig: str, reference: Reference, path: Path) -> None:
    """Write ``path`` (``.vcf.gz``) and its index ``path.tbi``."""
    import pysam  # lazy: only this writer needs htslib

    plain = path.with_suffix("")
    plain.write_text(vcf_text(result, contig, reference), encoding="utf-8")
    try:
        pysam.tabix_compress(str(plain), str(path), force=True)
        pysam.tabix_index(str(path), preset="vcf", force=True)
    finally:
        plain.unlink()


def vcf_text(result: Result, contig: str, reference: Reference) -> str:
    """The VCF as text; ``contig`` is the name of chromosome 6 in the input."""
    assembly = result.assembly
    versions = result.provenance.versions
    sample = printable(result.sample, 200).replace("\t", " ")
    lines = [
        "##fileformat=VCFv4.3",
        f"##source=osteo_annot_{versions['osteo_annot']}",
        f"##reference={assembly.value}",
        f"##osteo_annot_transcript={versions['transcript']}",
        f"##osteo_annot_record={versions['record']}",
        *(f"##osteo_annot_copy_{i}={exon_codes(c)}" for i, c in enumerate(result.copies, 1)),
        f"##contig=<ID={contig},length={LOCUS.lengths[assembly]},assembly={assembly.value}>",
        *(f'##ALT=<ID={s[1:-1]},Description="{kind}">' for kind, s in _SYMBOL.items()),
        *(
            f'##INFO=<ID={name},Number={number},Type={kind},Description="{text}">'
            for name, number, kind, text in _INFO
        ),
        '##FILTER=<ID=CALLER_FILTERED,Description="Every caller filtered the event">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype as resolved">',
        "\t".join(
            ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", sample]
        ),
    ]
    records = [
        _record(one, result, contig, reference)
        for event in result.events
        for one in with_alleles(event)
    ]
    records.sort(key=lambda record: int(record.split("\t")[1]))
    return "\n".join((*lines, *records)) + "\n"


def _record(event: Event, result: Result, contig: str, reference: Reference) -> str:
    """One event as a VCF record."""
    position, ref, alt, extra = vcf_alleles(event, reference)
    info = {**extra, **_annotation(event, result.verdict)}
    shown = info_text(info)
    filters = "CALLER_FILTERED" if event.filters else "PASS"
    genotype = _GENOTYPE.get(event.zygosity, "./.")
    columns = [contig, str(position), ".", ref, alt, ".", filters, shown, "GT", genotype]
    return "\t".join(columns)


def info_text(fields: Mapping[str, str]) -> str:
    """INFO of fields with a value; a flag stands alone."""
    told = {key: value for key, value in fields.items() if value != ""}
    return ";".join(key if value == _FLAG else f"{key}={value}" for key, value in told.items())


def with_alleles(event: Event) -> list[Event]:
    """The event, or each of its parts as one where only the parts have REF and ALT."""
    if event.ref or event.alt or not event.parts:
        return [event]
    return [
        replace(
            event,
            ref=part.ref,
            alt=part.alt,
            location=replace(event.location, start=part.start, end=part.start),
            parts=[],
        )
        for part in event.parts
    ]


def vcf_alleles(event: Event, reference: Reference) -> tuple[int, str, str, dict[str, str]]:
    """POS (1-based), REF, ALT and the INFO fields of a symbolic event."""
    start, end = event.location.start, event.location.end
    if event.kind is EventKind.BREAKEND:
        return start, *_breakend(event.alt, reference.base(start)), {"SVTYPE": "BND"}
    if event.alt.startswith("<") or len(event.ref) > 1000:
        kind = _SYMBOL[event.kind]
        fields = {"END": str(end), "SVTYPE": kind[1:-1], **_uncertain(event.location)}
        return start - 1, reference.base(start - 1), kind, fields
    ref, alt = event.ref, event.alt
    if ref and alt:
        return start, ref, alt, {}
    before = reference.base(start - 1)
    return start - 1, before + ref, before + alt, {}


def _uncertain(place: Location) -> dict[str, str]:
    """How far the ends are from those that are named (VCF 4.5, section 3, imprecise variants)."""
    if place.inner == place.outer:
        return {}
    if not place.inner:
        return {"IMPRECISE": _FLAG}
    low, high = place.outer[0] - place.inner[0], place.outer[1] - place.inner[1]
    return {"IMPRECISE": _FLAG, "CIPOS": f"{low},0", "CIEND": f"0,{high}"}


def _breakend(alt: str, known: str) -> tuple[str, str]:
    """REF and ALT of a breakend (VCF 4.5 section 5.4): the base of REF stands in ALT too.

    As the file wrote it where the reference does not know the base.
    """
    if alt.startswith("<"):
        return known, alt
    at_end = alt[0] in "[]."
    base = (alt[-1] if at_end else alt[0]) if known == "N" else known
    return base, alt[:-1] + base if at_end else base + alt[1:]


def _annotation(event: Event, verdict: Verdict) -> dict[str, str]:
    """The ``OSTM1_`` fields; values are percent-encoded where VCF reserves a character."""
    values = {
        f"{LOCUS.gene}_EVENT": event.id,
        f"{LOCUS.gene}_STATE": verdict.state,
        f"{LOCUS.gene}_CONFIDENCE": verdict.confidence,
        f"{LOCUS.gene}_HGVSC": event.hgvs.c,
        f"{LOCUS.gene}_HGVSP": event.hgvs.p,
        f"{LOCUS.gene}_ZYGOSITY": event.zygosity,
        f"{LOCUS.gene}_PHASE": event.phase.source,
        f"{LOCUS.gene}_PVS1": f"{event.pvs1.strength}|{event.pvs1.path}",
        f"{LOCUS.gene}_CLASS": event.classification.class_,
    }
    encoded = {key: quote(value, safe="()*>_-+.|?<[]") for key, value in values.items()}
    return {
        **encoded,
        f"{LOCUS.gene}_CSQ": ",".join(event.consequences),
        f"{LOCUS.gene}_EXONS": ",".join(map(str, event.exons)),
        f"{LOCUS.gene}_COPIES": ",".join(map(str, event.phase.copies)),
    }
