"""Variants of the gene that were published, each with its source and how sure the report is."""

from __future__ import annotations

from functools import lru_cache

from osteo_annot.locus.allele import Allele, shifted_left, trimmed
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.reference import embedded_reference
from osteo_annot.record.tables import rows_of
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class PublishedVariant:
    """One report of a variant."""

    hgvs_c: str
    hgvs_p: str
    variant_class: str
    rsid: str
    clinvar: str
    reference: str
    """PMID or other reference as the source names it."""
    zygosity_cases: str
    phenotype: str
    status: str
    """VERIFIED, SECONDARY, INFERRED, UNVERIFIED or NOT FOUND."""
    status_note: str
    """What was seen, in words."""
    source: str
    in_patients: bool
    """Whether it was reported in a patient, not only in the population."""


@lru_cache(maxsize=2)
def published_alleles(assembly: Assembly) -> dict[Allele, tuple[PublishedVariant, ...]]:
    """Reports by left-aligned allele on the assembly; reports without an allele are not here."""
    found: dict[Allele, tuple[PublishedVariant, ...]] = {}
    for row in rows_of("published_variants.tsv"):
        place = row["grch37" if assembly is Assembly.GRCH37 else "grch38"]
        if not place:
            continue
        _, position, ref, alt = place.split("-")
        allele = shifted_left(trimmed(int(position), ref, alt), embedded_reference(assembly))
        found[allele] = (*found.get(allele, ()), _published(row))
    return found


@lru_cache(maxsize=2)
def listed_alleles(assembly: Assembly) -> tuple[tuple[Allele, dict[str, str]], ...]:
    """Rows of the embedded, dated list of ClinVar by left-aligned allele on the assembly."""
    column = "grch37" if assembly is Assembly.GRCH37 else "grch38"
    reference = embedded_reference(assembly)
    found = []
    for row in rows_of("clinvar_2012-2017.tsv"):
        if row[column]:
            _, position, ref, alt = row[column].split("-")
            found.append((shifted_left(trimmed(int(position), ref, alt), reference), row))
    return tuple(found)


def on_grch38(allele: Allele, assembly: Assembly) -> str:
    """An allele of the locus as ``6-position-ref-alt`` on GRCh38, for lists of alleles.

    Within the gene GRCh37 and GRCh38 differ by a constant (manifest of the gene model).
    """
    gene, gene38 = gene_model(assembly), gene_model(Assembly.GRCH38)
    return f"6-{allele.start - gene.start + gene38.start}-{allele.ref}-{allele.alt}"


def _published(row: dict[str, str]) -> PublishedVariant:
    """One row as a value."""
    return PublishedVariant(
        hgvs_c=row["hgvs_c"],
        hgvs_p=row["hgvs_p"],
        variant_class=row["variant_class"],
        rsid=row["rsid"],
        clinvar=row["clinvar"],
        reference=row["reference"],
        zygosity_cases=row["zygosity_cases"],
        phenotype=row["phenotype"],
        status=row["status"],
        status_note=row["status_note"],
        source=row["source"],
        in_patients=row["seen_in"] == "patient",
    )
