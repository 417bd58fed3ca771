"""What is known of the same allele, the same residue and overlapping deletions.

From the user's ClinVar and from the embedded list, which is dated 2012 to 2017 and says so. An
assertion of others is shown; it is no criterion of its own (PP5 and BP6 are retired).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache

from osteo_annot.copies.effect import effect_of
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.evidence.motif import motif_of
from osteo_annot.intake.knowledge.sources import (
    AlleleRecord,
    KnowledgeSource,
    KnowledgeSources,
    SourceKind,
)
from osteo_annot.intake.knowledge.vocabulary import is_known_status
from osteo_annot.locus.allele import Allele
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.cdna import coding_position
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.locus.names import genomic_name
from osteo_annot.locus.reference import Reference, embedded_reference
from osteo_annot.record.policy import SplicePolicy
from osteo_annot.record.variants import listed_alleles
from osteo_annot.sentences.texts import criteria as say
from osteo_annot.values import dataclass

_MISSENSE = re.compile(r"p\.\(([A-Z][a-z]{2})(\d+)([A-Z][a-z]{2})\)")
_LARGE = 20
"""Bases from which an exact deletion is compared as a deletion, not as an allele."""


class Relation(StrEnum):
    """How a known variant lies to the event."""

    SAME_ALLELE = "same_allele"
    SAME_RESIDUE = "same_residue"
    SAME_SPLICE_MOTIF = "same_splice_motif"
    OVERLAPPING_DELETION = "overlapping_deletion"

    @property
    def text(self) -> str:
        """Wording for a report."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """One record of a list of variants."""

    relation: Relation
    name: str
    """HGVS name, or the place."""
    accession: str
    """ClinVar VariationID; empty where the list has none."""
    significance: str
    review_status: str
    stars: int
    """0 to 4 of ClinVar's review status."""
    source: str
    """File and version, or the embedded list with its date."""
    allele: Allele | None
    protein: str
    """Predicted protein of the known variant by this product; empty where not computed."""
    conflict: str = ""
    """What the submitters say where they do not agree, with their numbers; else empty."""

    @property
    def is_pathogenic(self) -> bool:
        """Whether the significance is pathogenic and nothing else, without conflict."""
        return self._said == {"pathogenic"}

    @property
    def is_likely_pathogenic(self) -> bool:
        """Whether it is likely pathogenic; submitters who say either count as this."""
        return "likely pathogenic" in self._said <= {"pathogenic", "likely pathogenic"}

    @property
    def is_benign(self) -> bool:
        """Whether it is benign or likely benign."""
        return bool(self._said) and self._said <= {"benign", "likely benign"}

    @property
    def _said(self) -> set[str]:
        """The terms of ClinVar's aggregate; with low penetrance or a conflict a term of its own."""
        text = self.significance.replace("_", " ").lower().partition("|")[0]
        return {part.strip() for part in text.split("/") if part.strip()}


def stars_of(review_status: str) -> int:
    """Stars of ClinVar's review status.

    >>> stars_of("criteria_provided,_multiple_submitters,_no_conflicts")
    2
    """
    status = review_status.replace("_", " ").lower()
    if "practice guideline" in status:
        return 4
    if "expert panel" in status:
        return 3
    if "multiple submitters" in status and "no conflicts" in status:
        return 2
    return 1 if status.startswith("criteria provided") else 0


def missense_of(protein: str) -> tuple[int, str] | None:
    """Residue and new amino acid of a missense change; None for any other protein name."""
    match = _MISSENSE.fullmatch(protein)
    if match is None or match[3] == "Ter" or match[1] == match[3]:
        return None
    return int(match[2]), match[3]


def known_variants(
    event: Event,
    sources: KnowledgeSources,
    gene: GeneModel,
    reference: Reference,
    splice: SplicePolicy,
) -> tuple[KnownVariant, ...]:
    """All that is known there: same allele, same residue, same splice motif, deletions."""
    found: list[KnownVariant] = []
    for source in sources.of(SourceKind.CLINVAR):
        found += _of_source(event, source, gene, splice)
    found += _of_list(event, gene, splice)
    named = [_with_protein(known, gene, reference) for known in found]
    order = list(Relation)
    named.sort(key=lambda k: (order.index(k.relation), k.source, k.accession, k.name))
    return tuple(named)


def _of_source(
    event: Event, source: KnowledgeSource, gene: GeneModel, splice: SplicePolicy
) -> Iterator[KnownVariant]:
    """Records of the user's ClinVar."""
    for allele, records in source.alleles.items():
        relation = _relation(event, allele, gene, splice)
        if relation:
            yield from (_of_record(relation, record, source, allele) for record in records)
    if event.kind is EventKind.DELETION:
        for other in source.structural:
            if other.kind == "DEL" and event.best.overlap(Interval(other.start, other.end)):
                yield _of_record(Relation.OVERLAPPING_DELETION, other.record, source, None)


def _of_record(
    relation: Relation, record: AlleleRecord, source: KnowledgeSource, allele: Allele | None
) -> KnownVariant:
    """A record of ClinVar as a value."""
    info = record.row.info
    status = info.get("CLNREVSTAT", "")
    return KnownVariant(
        relation=relation,
        name=info.get("CLNHGVS", "") or f"{record.row.contig}:{record.row.position}",
        accession=record.row.identifier,
        significance=info.get("CLNSIG", "").replace("_", " ") or "not stated",
        review_status=status.replace("_", " "),
        stars=stars_of(status) if is_known_status(status) else 0,
        source=source.label,
        allele=allele,
        conflict=_conflict(info.get("CLNSIGCONF", "")),
        protein="",
    )


def _conflict(text: str) -> str:
    """ClinVar's CLNSIGCONF in words.

    >>> _conflict("Likely_pathogenic(1)|Uncertain_significance(3)")
    'Likely pathogenic (1), Uncertain significance (3)'
    """
    parts = (part.strip(" _.").replace("_", " ") for part in re.split(r"[|,]", text))
    return ", ".join(part.replace("(", " (", 1) for part in parts if part)


def _of_list(event: Event, gene: GeneModel, splice: SplicePolicy) -> Iterator[KnownVariant]:
    """Records of the embedded list."""
    reference = embedded_reference(gene.assembly)
    for allele, row in _near(event, gene.assembly, splice):
        relation = _relation(event, allele, gene, splice)
        if relation:
            yield KnownVariant(
                relation=relation,
                name=row["hgvs_c"] or genomic_name(allele, reference),
                accession=row["variation_id"],
                significance=row["significance"] or "not stated",
                review_status=row["review_status"],
                stars=stars_of(row["review_status"]),
                source=say.EMBEDDED_CLINVAR(day=row["last_snapshot"]).text,
                allele=allele,
                protein="",
            )


def _near(
    event: Event, assembly: Assembly, splice: SplicePolicy
) -> Iterator[tuple[Allele, dict[str, str]]]:
    """Listed alleles that may concern an event: of a change of intron only those around it.

    In or beside the coding sequence a codon may be shared over an intron, so all are asked.
    """
    everything = listed_alleles(assembly)
    own = event.allele
    if (
        own is None
        or event.kind is EventKind.DELETION
        or _codon(own, gene_model(assembly)) is not None
    ):
        yield from everything
        return
    reach = splice.motif_extent
    yield from (one for one in everything if abs(one[0].start - own.start) <= reach)


def _relation(
    event: Event, allele: Allele, gene: GeneModel, splice: SplicePolicy
) -> Relation | None:
    """How a known allele lies to the event; None where it does not concern it."""
    own = event.allele
    if own is not None and own == allele:
        return Relation.SAME_ALLELE
    if event.kind is EventKind.DELETION:
        large = allele.net <= -_LARGE and event.best.overlap(Interval(allele.start, allele.end))
        return Relation.OVERLAPPING_DELETION if large else None
    if own is None:
        return None
    codon = _codon(own, gene)
    if codon is not None and codon == _codon(allele, gene):
        return Relation.SAME_RESIDUE
    if abs(own.start - allele.start) > splice.motif_extent:
        return None
    motif = motif_of(own, gene, splice)
    if motif is not None and motif == motif_of(allele, gene, splice):
        return Relation.SAME_SPLICE_MOTIF
    return None


def _codon(allele: Allele, gene: GeneModel) -> int | None:
    """The codon of a substitution of one to three of its bases; None for any other change."""
    if len(allele.ref) != len(allele.alt) or not 1 <= len(allele.ref) <= 3:
        return None
    first = _codon_at(allele.start, gene.assembly)
    return first if first == _codon_at(allele.end, gene.assembly) else None


@lru_cache(maxsize=1 << 16)
def _codon_at(position: int, assembly: Assembly) -> int | None:
    """The codon that holds a genomic position (1-based); None outside the coding sequence."""
    found = coding_position(gene_model(assembly), position)
    return (found.base - 1) // 3 if found is not None and found.in_cds else None


def _with_protein(known: KnownVariant, gene: GeneModel, reference: Reference) -> KnownVariant:
    """The known variant with its protein, computed here and never taken from a name."""
    if known.allele is None or known.relation is Relation.OVERLAPPING_DELETION:
        return known
    return replace(known, protein=_protein(known.allele, gene.assembly, reference))


@lru_cache(maxsize=4096)
def _protein(allele: Allele, assembly: Assembly, reference: Reference) -> str:
    """The predicted protein of a copy that carries only the allele."""
    span = Interval(allele.start, max(allele.end, allele.start))
    event = Event(
        id="known",
        kind=EventKind.SMALL_VARIANT,
        allele=allele,
        inner=span,
        outer=span,
        alt="",
        shift_known=True,
        zygosity=Zygosity.UNKNOWN,
        support=(),
    )
    return effect_of(event, gene_model(assembly), reference).single_outcome.protein


def counting(known: Iterable[KnownVariant], min_stars: int) -> list[KnownVariant]:
    """Those that count for PS1 and PM5: pathogenic or likely so, with enough stars.

    Not an allele that another record, with as many stars or more, calls benign.
    """
    told = list(known)
    denied = {k.allele: k.stars for k in told if k.allele is not None and k.is_benign}
    return [
        k
        for k in told
        if (k.is_pathogenic or k.is_likely_pathogenic)
        and k.stars >= min_stars
        and (k.allele is None or denied.get(k.allele, -1) < k.stars)
    ]
