"""The result as a GA4GH Phenopacket, version 2 of the schema.

Every candidate is a genomic interpretation of its own with status CANDIDATE, and the case is IN
PROGRESS: whether a variant explains the disease is for a person to say. What the schema has no
field for (state, phase, HGVS of both copies) stands in extensions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteo_annot.record.phenotype import TermAnswer
from osteo_annot.report.exchange.codes import (
    ACMG,
    ALLELIC_STATE,
    NOT_DATED,
    STRUCTURAL_TYPE,
    Site,
    candidates,
    clean,
    names_of,
    write_json,
)
from osteo_annot.report.exchange.vcf import vcf_alleles, with_alleles
from osteo_annot.report.result.copy_words import exon_words
from osteo_annot.report.result.model import Event, Result, Verdict

if TYPE_CHECKING:
    from phenopackets import Phenopacket

_SCHEMA = "2.0"
_MAX_ALLELE = 1000


def write_phenopacket(result: Result, path: Path, site: Site) -> None:
    """Write the phenopacket of a result result as JSON."""
    from google.protobuf.json_format import MessageToDict  # lazy: only this writer needs it

    write_json(MessageToDict(phenopacket_of(result, site)), path)


def phenopacket_of(result: Result, site: Site) -> Phenopacket:
    """The phenopacket of a result result."""
    from phenopackets import Phenopacket

    sample = clean(result.sample, 200)
    packet = Phenopacket(id=f"osteo_annot.{sample}")
    sex = result.order.person.sex if result.order else "unknown"
    packet.subject.id = sample
    packet.subject.sex = {"female": 1, "male": 2, "other": 3}.get(sex, 0)
    for term in result.hpo.given:
        feature = packet.phenotypic_features.add(excluded=term.answer is TermAnswer.ABSENT)
        feature.type.id, feature.type.label = term.id, clean(term.label)
    _interpretation(packet, result, site)
    _meta(packet, result)
    return packet


def _interpretation(packet: Phenopacket, result: Result, site: Site) -> None:
    """The case: the disease in question and each candidate."""
    verdict, disease = result.verdict, result.record.contents.disease
    case = packet.interpretations.add(id=f"{packet.id}.OPTB5", progress_status="IN_PROGRESS")
    copies = " ".join(f"{copy.name}: {exon_words(copy)}." for copy in result.copies)
    case.summary = clean(f"DRAFT, not signed. {verdict.state}: {verdict.headline} {copies}", 4000)
    case.diagnosis.disease.id = disease.id
    case.diagnosis.disease.label = disease.name
    for event in candidates(result):
        interpretation = case.diagnosis.genomic_interpretations.add(
            interpretation_status="CANDIDATE"
        )
        interpretation.subject_or_biosample_id = packet.subject.id
        variant = interpretation.variant_interpretation
        variant.acmg_pathogenicity_classification = ACMG[event.classification.class_]
        _descriptor(variant.variation_descriptor, event, result, site)


def _descriptor(made: Any, event: Event, result: Result, site: Site) -> None:
    """One event as a variation descriptor."""
    gene = result.record.contents.disease.gene
    names = names_of(event, result.provenance.versions["protein"])
    made.id = event.id
    made.label = next(iter(names.values()), event.id)
    made.molecule_context = "genomic"
    made.gene_context.value_id, made.gene_context.symbol = gene.hgnc, gene.symbol
    for syntax, value in names.items():
        made.expressions.add(syntax=syntax, value=value)
    if len(with_alleles(event)) == 1:
        position, ref, alt, fields = vcf_alleles(event, site.reference)
        record = made.vcf_record
        record.genome_assembly, record.chrom = result.assembly, clean(site.contig)
        record.pos, record.ref, record.alt = position, ref[:_MAX_ALLELE], alt[:_MAX_ALLELE]
        record.info = ";".join(f"{key}={value}" for key, value in fields.items())
    state = ALLELIC_STATE.get(event.zygosity)
    if state:
        made.allelic_state.id, made.allelic_state.label = state.id, state.label
    kind = STRUCTURAL_TYPE.get(event.kind)
    if kind:
        made.structural_type.id, made.structural_type.label = kind.id, kind.label
    for name, text in _extensions(event, result.verdict).items():
        if text:
            made.extensions.add(name=name, value=text)


def _extensions(event: Event, verdict: Verdict) -> dict[str, str]:
    """What the schema has no field for; a phase that is not known says so."""
    return {
        "zygosity": event.zygosity_text,
        "phase_copies": ",".join(map(str, event.phase.copies)) or "unknown",
        "phase_source": event.phase.source,
        "both_copies_hgvs": verdict.genotype_hgvs,
        "state": verdict.state,
        "confidence": verdict.confidence,
        "pvs1": f"{event.pvs1.strength} {event.pvs1.path}",
        "classification_scheme": event.classification.scheme,
    }


def _meta(packet: Phenopacket, result: Result) -> None:
    """Who made it, with which vocabularies. The time is that of the order, if it tells one."""
    versions = result.provenance.versions
    date = result.order.date if result.order else None
    meta = packet.meta_data
    meta.created.FromJsonString(f"{date.isoformat()}T00:00:00Z" if date else NOT_DATED)
    meta.created_by = f"osteo_annot {versions['osteo_annot']}"
    meta.phenopacket_schema_version = _SCHEMA
    for name, title, prefix, url, version in _RESOURCES:
        meta.resources.add(
            id=name,
            name=title,
            url=url,
            version=versions.get(version, "not stated"),
            namespace_prefix=prefix,
            iri_prefix=f"http://purl.obolibrary.org/obo/{prefix}_",
        )


_RESOURCES = (
    (
        "hp",
        "Human Phenotype Ontology",
        "HP",
        "http://purl.obolibrary.org/obo/hp.owl",
        "hpo_annotations",
    ),
    ("geno", "Genotype Ontology", "GENO", "http://purl.obolibrary.org/obo/geno.owl", ""),
    ("so", "Sequence Ontology", "SO", "http://purl.obolibrary.org/obo/so.owl", ""),
    ("omim", "Online Mendelian Inheritance in Man", "OMIM", "https://omim.org", ""),
    ("hgnc", "HUGO Gene Nomenclature Committee", "HGNC", "https://www.genenames.org", ""),
)
