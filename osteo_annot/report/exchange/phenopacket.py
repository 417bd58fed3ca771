"""The result as a GA4GH Phenopacket or Family, version 2 of the schema.

Every candidate is a genomic interpretation of its own with status CANDIDATE, and the case is IN
PROGRESS: whether a variant explains the disease is for a person to say. Only where it was signed in
the review, or the order says who signed, the case is solved or not, bounded by the verdict. What
the schema has no field for (state, phase, HGVS of both copies) stands in extensions.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.record.phenotype import TermAnswer
from osteo_annot.report.exchange.codes import (
    ACMG,
    ALLELIC_STATE,
    STRUCTURAL_TYPE,
    Site,
    candidates,
    clean,
    names_of,
    write_json,
)
from osteo_annot.report.exchange.phenopacket_family import SEX, add_relatives, describe, moment
from osteo_annot.report.exchange.vcf import info_text, vcf_alleles, with_alleles
from osteo_annot.report.result.copy_words import exon_words
from osteo_annot.report.result.model import Event, Result, Verdict
from osteo_annot.report.result.release_model import day_of, minute_of, release_of
from osteo_annot.sentences.texts import exchange as say
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.state import State

if TYPE_CHECKING:
    from phenopackets import Family, Phenopacket

_MAX_ALLELE = 1000


def write_phenopacket(result: Result, path: Path, site: Site) -> None:
    """Write the result as JSON: a phenopacket, or a family where the files hold relatives."""
    from google.protobuf.json_format import MessageToDict  # lazy: only this writer needs it

    made = family_of(result, site) if result.family else phenopacket_of(result, site)
    write_json(MessageToDict(made), path)


def phenopacket_of(result: Result, site: Site) -> Phenopacket:
    """The phenopacket of the person."""
    from phenopackets import Phenopacket

    packet = Phenopacket(id=f"osteo_annot.{clean(result.sample, 200)}")
    _subject(packet, result)
    for term in result.hpo.given:
        feature = packet.phenotypic_features.add(excluded=term.answer is TermAnswer.ABSENT)
        feature.type.id, feature.type.label = term.id, clean(term.label)
    _interpretation(packet, result, site)
    describe(packet.meta_data, result)
    return packet


def family_of(result: Result, site: Site) -> Family:
    """The person with the relatives whose genotypes the files hold, and their pedigree."""
    from phenopackets import Family

    family = Family(id=f"osteo_annot.family.{clean(result.sample, 200)}")
    family.proband.CopyFrom(phenopacket_of(result, site))
    family.consanguinous_parents = bool(result.order and result.order.consanguinity == "yes")
    add_relatives(family, result)
    describe(family.meta_data, result)
    return family


def _subject(packet: Phenopacket, result: Result) -> None:
    """Who the person is, and the material, by sample name and order."""
    sample, order = clean(result.sample, 200), result.order
    subject = packet.subject
    subject.id = sample
    material = packet.biosamples.add(id=sample, individual_id=sample)
    if order is None:
        return
    person, told = order.person, order.sample
    numbers = (clean(n, 200) for n in (person.identifier, person.second_identifier))
    subject.alternate_ids.extend(n for n in dict.fromkeys(numbers) if n and n != sample)
    subject.sex = SEX.get(person.sex, 0)
    if person.birth_date:
        subject.date_of_birth.FromJsonString(moment(person.birth_date))
    if told.identifier:
        material.id = clean(told.identifier, 200)
    material.description = clean(", ".join(part for part in (told.type, told.quality) if part))
    if told.collected:
        material.time_of_collection.timestamp.FromJsonString(moment(told.collected))


def _interpretation(packet: Phenopacket, result: Result, site: Site) -> None:
    """The case: the disease in question and each candidate."""
    verdict, disease = result.verdict, result.record.contents.disease
    case = packet.interpretations.add(id=f"{packet.id}.OPTB5", progress_status=_progress(result))
    copies = " ".join(f"{copy.name}: {exon_words(copy)}." for copy in result.copies)
    case.summary = clean(f"{_standing(result)}{verdict.state}: {verdict.headline} {copies}", 4000)
    case.diagnosis.disease.id = disease.id
    case.diagnosis.disease.label = disease.name
    for event in candidates(result):
        interpretation = case.diagnosis.genomic_interpretations.add(
            interpretation_status=_status(event, result)
        )
        interpretation.subject_or_biosample_id = packet.subject.id
        variant = interpretation.variant_interpretation
        variant.acmg_pathogenicity_classification = ACMG[event.classification.class_]
        _descriptor(variant.variation_descriptor, event, result, site)


def _standing(result: Result) -> str:
    """That nobody signed, or who signed what and when."""
    release = release_of(result)
    if release is None:
        return "" if _is_signed(result) else "DRAFT, not signed. "
    gone, old, new = release.withdrawn, release.replaces, release.replaced_by
    said = [
        say.WITHDRAWN(day=day_of(gone.time), who=gone.by, reason=gone.reason).text if gone else "",
        say.REPLACED(day=day_of(new.time), new=new.version).text if new and not gone else "",
        (
            say.VERSION_REPLACES(version=release.version, old=old.version)
            if old
            else say.VERSION(version=release.version)
        ).text,
        *(
            say.SIGNED_BY(who=one.name, capacity=one.capacity, when=minute_of(one.time)).text
            for one in release.signatories
        ),
        f"{say.SIGNED_DIGEST(digest=release.seal.content).text} ",
    ]
    return " ".join(part for part in said if part)


def _is_signed(result: Result) -> bool:
    """Whether somebody answers for the report: in the review, or as the order says."""
    return bool(result.order and result.order.report_status in {"final", "amended"})


def _explains(result: Result) -> bool:
    """Whether the answer goes as far as a diagnosis (clinical rules 3.2).

    Both copies affected in the one arrangement, each deciding event (likely) pathogenic, and the
    confidence above low.
    """
    verdict = result.verdict
    classes = [e.classification.class_ for e in result.events if e.id in verdict.deciding]
    return (
        verdict.state.is_biallelic
        and verdict.confidence is not Confidence.LOW
        and result.arrangements.count == 1
        and bool(classes)
        and all(class_.is_pathogenic for class_ in classes)
    )


def _progress(result: Result) -> str:
    """Solved only where a signed report that holds goes as far as a diagnosis."""
    release = release_of(result)
    if release and not release.holds:
        return "UNKNOWN_PROGRESS"
    if not _is_signed(result):
        return "IN_PROGRESS"
    return "SOLVED" if _explains(result) else "UNSOLVED"


def _status(event: Event, result: Result) -> str:
    """Causative only where the case is solved by it; no candidate where its own call is doubted."""
    if _progress(result) == "SOLVED" and event.id in result.verdict.deciding:
        return "CAUSATIVE"
    doubted = (
        event.filters
        or event.zygosity is Zygosity.MOSAIC_OR_ARTEFACT
        or event.classification.class_ in {AcmgClass.LB, AcmgClass.B}
        or result.verdict.state is State.INDETERMINATE
    )
    return "UNKNOWN_STATUS" if doubted else "CANDIDATE"


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
        record.info = info_text(fields)
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
