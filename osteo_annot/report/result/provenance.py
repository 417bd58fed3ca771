"""What a result was made from and with: files, versions, parameters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from osteo_annot.copies.outcome import FRACTION, NMD_DISTANCE
from osteo_annot.events.allele_balance import (
    MOSAIC_FRACTION,
    MOSAIC_PROBABILITY,
    READS_NEEDED,
    SKEWED_PROBABILITY,
)
from osteo_annot.events.copy_number import NOT_LOST
from osteo_annot.events.sameness import RECIPROCAL_OVERLAP
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.case import InputSet
from osteo_annot.intake.knowledge.sources import KnowledgeSource
from osteo_annot.intake.vcf.container import Container, file_digest
from osteo_annot.intake.vcf.locus_file import LocusFile
from osteo_annot.intake.vcf.reach import locus_window
from osteo_annot.intake.vcf.segments import SegmentFile
from osteo_annot.locus.files import resource_date, resource_versions
from osteo_annot.locus.gene import gene_model
from osteo_annot.record.disease import record
from osteo_annot.record.ontology import ontology_version
from osteo_annot.record.policy import Policy
from osteo_annot.record.thresholds import (
    APART_SPREADS,
    NO_COPY,
    ONE_COPY,
    REFERENCES_NEEDED,
    SPLICE_FLANK,
    WITHIN_SPREADS,
)
from osteo_annot.report.result.model import InputFile, Provenance
from osteo_annot.version import __version__


def provenance_of(
    inputs: InputSet,
    knowledge: Knowledge,
    parameters: dict[str, str],
    side_files: Iterable[tuple[str, Path]] = (),
    *,
    sample: str,
    with_ontology: bool = False,
) -> Provenance:
    """Files in the order given, versions, and every threshold that decides.

    ``side_files`` come beside those of the inputs; ``sample`` is the person's column;
    ``with_ontology`` tells whether HPO was asked.
    """
    files = [_vcf(file, sample) for file in inputs.files]
    files += [_side(kind, path, inputs) for kind, path in (*inputs.side_files, *side_files)]
    files += [_source(source) for source in knowledge.sources.items]
    policy = knowledge.policy
    gene = gene_model(inputs.assembly)
    versions = {
        "osteo_annot": __version__,
        "transcript": gene.transcript,
        "protein": gene.protein,
        "reference_bases": inputs.reference.source,
        "record": record().version,
        "hpo_annotations": resource_date("hpo_terms.tsv"),
        **({"hpo_ontology": ontology_version()} if with_ontology else {}),
        "policy": f"{policy.rules.name} ({policy.file})",
        "policy_sha256": policy.sha256,
        **{
            f"{source.kind.value}/{source.name}": source.version
            for source in knowledge.sources.items
        },
        **{f"resources/{name}": digest for name, digest in resource_versions().items()},
    }
    return Provenance(files, versions, {**_thresholds(policy), **parameters})


def _thresholds(policy: Policy) -> dict[str, str]:
    """The thresholds in force."""
    return {
        "callable_min_gq": str(policy.rules.calls.min_gq),
        "callable_min_depth": str(policy.rules.calls.min_depth),
        "callable_splice_flank": str(SPLICE_FLANK),
        "mosaic_fraction_below": str(MOSAIC_FRACTION),
        "mosaic_min_depth": str(READS_NEEDED),
        "mosaic_probability_below": str(MOSAIC_PROBABILITY),
        "skewed_probability_below": str(SKEWED_PROBABILITY),
        "merge_reciprocal_overlap": str(RECIPROCAL_OVERLAP),
        "depth_ratio_no_copy_up_to": str(NO_COPY),
        "depth_ratio_one_copy": f"{ONE_COPY[0]} to {ONE_COPY[1]}",
        "depth_ratio_not_lost_from": str(NOT_LOST),
        "depth_references_needed": str(REFERENCES_NEEDED),
        "depth_within_spreads": str(WITHIN_SPREADS),
        "depth_apart_spreads": str(APART_SPREADS),
        "nmd_distance_nt": str(NMD_DISTANCE),
        "pvs1_fraction": str(FRACTION),
    }


def _vcf(item: LocusFile, sample: str) -> InputFile:
    """A VCF or BCF, and the column of the person in it."""
    digest, of = item.file.digest
    if isinstance(item.file, SegmentFile):
        kind = "copy_number_table"
    else:
        kind = "bcf" if item.file.container is Container.BCF else "vcf"
    return InputFile(
        name=item.file.name,
        kind="gvcf" if item.is_gvcf else kind,
        sha256=digest,
        sha256_of="whole_file" if of == "whole_file" else "header_and_locus",
        assembly_evidence=list(item.evidence),
        caller=item.file.header.caller,
        column=sample if sample in item.file.header.samples else "",
    )


def _source(source: KnowledgeSource) -> InputFile:
    """A source of knowledge."""
    return InputFile(
        name=source.name,
        kind=source.kind.value,
        sha256=source.sha256,
        sha256_of="whole_file" if source.sha256_of == "whole_file" else "header_and_locus",
        assembly_evidence=list(source.evidence),
        caller="",
    )


def _side(kind: str, path: Path, inputs: InputSet) -> InputFile:
    """A pedigree, coverage, reference or other file; of a large one what was read of it."""
    whole = _whole(path)
    if whole and path in {reads.path for reads in inputs.fetched}:
        return InputFile(path.name, kind, whole, "header_and_locus", [], "")
    if whole:
        return InputFile(path.name, kind, whole, "whole_file", [], "")
    read = _read_of(kind, path, inputs)
    digest = hashlib.sha256(read.encode()).hexdigest()
    return InputFile(path.name, kind, digest, "header_and_locus", [], "")


def _read_of(kind: str, path: Path, inputs: InputSet) -> str:
    """What was read of a file that is too large to be hashed whole: bases or depths, as text."""
    if kind == "reference":
        return inputs.reference.fetch(*locus_window(inputs.assembly))
    own = [repr(c) for c in inputs.coverages if c.file == path.name]
    profiles = inputs.references.profiles if inputs.references else ()
    return "\n".join((*own, *(repr(p) for p in profiles if p.file == path.name)))


@cache
def _whole(path: Path) -> str:
    """SHA-256 of a side file, once per process; empty beyond 32 MiB."""
    return file_digest(path)
