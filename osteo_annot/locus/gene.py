"""The gene model: exons on an assembly, and the way between genome and transcript positions."""

from __future__ import annotations

import json
from functools import lru_cache

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.files import resource_text
from osteo_annot.locus.locus import LOCUS, Strand
from osteo_annot.values import dataclass


@dataclass(frozen=True, slots=True)
class Exon:
    """One exon in transcript order."""

    number: int
    """1 to 6, in transcript order."""
    start: int
    """First base on the plus strand of chromosome 6; 1-based, closed, on the model's assembly."""
    end: int
    """Last base on the plus strand of chromosome 6; 1-based, closed, on the model's assembly."""
    tx_start: int
    """First base on the transcript; 1-based, closed."""
    tx_end: int
    """Last base on the transcript; 1-based, closed."""

    def __len__(self) -> int:
        return self.end - self.start + 1

    def along(self, position: int) -> int:
        """How far along the gene's strand a genomic position (1-based) lies; orders 5' to 3'."""
        return self.end - position if LOCUS.strand is Strand.MINUS else position - self.start

    def to_transcript(self, position: int) -> int:
        """Transcript position (1-based) of a genomic position (1-based) in the exon."""
        return self.tx_start + (self.end - position)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the 1-based closed genomic interval shares a base with the exon."""
        return self.start <= end and start <= self.end


@dataclass(frozen=True, slots=True)
class GeneModel:
    """One transcript of one gene on one assembly.

    Only genes on the minus strand are modelled: transcript order is descending genomic order.
    """

    symbol: str
    hgnc: str
    cytoband: str
    transcript: str
    mane: str
    """Standing of the transcript in MANE: ``MANE Select``."""
    protein: str
    assembly: Assembly
    exons: tuple[Exon, ...]
    cds_start: int
    """First base of the start codon on the transcript; 1-based."""
    cds_end: int
    """Last base of the stop codon on the transcript; 1-based, closed."""
    locus_start: int
    """First base of the locus window (gene and 20 kb on each side); 1-based, closed, genomic."""
    locus_end: int
    """Last base of the locus window; 1-based, closed, genomic."""

    @property
    def start(self) -> int:
        """First base of the gene on the plus strand; 1-based, closed, genomic."""
        return self.exons[-1].start

    @property
    def end(self) -> int:
        """Last base of the gene on the plus strand; 1-based, closed, genomic."""
        return self.exons[0].end

    @property
    def cds_length(self) -> int:
        """Coding bases including the stop codon."""
        return self.cds_end - self.cds_start + 1

    @property
    def protein_length(self) -> int:
        """Amino acids without the stop."""
        return self.cds_length // 3 - 1

    @property
    def last_junction(self) -> int:
        """The c. position of the last base before the last exon-exon junction (c.949)."""
        return self.exons[-2].tx_end - self.cds_start + 1

    def is_upstream(self, position: int) -> bool:
        """Whether a genomic position (1-based) outside the gene lies before its first exon."""
        return position > self.end

    def holds_first_base(self, start: int, end: int) -> bool:
        """Whether a 1-based closed genomic interval holds the first base of the transcript."""
        return start <= self.end <= end

    def holds_last_base(self, start: int, end: int) -> bool:
        """Whether a 1-based closed genomic interval holds the last base of the transcript."""
        return start <= self.start <= end

    def exon_at(self, position: int) -> Exon | None:
        """The exon that holds the genomic position (1-based), or None."""
        return next((e for e in self.exons if e.start <= position <= e.end), None)

    def exons_overlapping(self, start: int, end: int) -> tuple[Exon, ...]:
        """Exons that share a base with the 1-based closed genomic interval, in transcript order."""
        return tuple(e for e in self.exons if e.overlaps(start, end))

    def coding_part(self, exon: Exon) -> tuple[int, int] | None:
        """The coding part of an exon as 1-based closed genomic interval, or None if all UTR."""
        tx_start = max(exon.tx_start, self.cds_start)
        tx_end = min(exon.tx_end, self.cds_end)
        if tx_start > tx_end:
            return None
        return exon.end - (tx_end - exon.tx_start), exon.end - (tx_start - exon.tx_start)

    def along(self, position: int) -> int:
        """How far along the gene's strand a genomic position (1-based) lies; orders 5' to 3'."""
        return self.end - position if LOCUS.strand is Strand.MINUS else position - self.start

    def to_transcript(self, position: int) -> int | None:
        """Transcript position (1-based) of an exonic genomic position (1-based), else None."""
        exon = self.exon_at(position)
        return None if exon is None else exon.to_transcript(position)

    def to_genome(self, tx_position: int) -> int:
        """Genomic position (1-based) of a transcript position (1-based).

        Raises ValueError outside the transcript.
        """
        for exon in self.exons:
            if exon.tx_start <= tx_position <= exon.tx_end:
                return exon.end - (tx_position - exon.tx_start)
        raise ValueError(f"transcript position {tx_position} lies outside {self.transcript}")


@lru_cache(maxsize=1)
def ensembl_transcript() -> str:
    """Accession of the same transcript at Ensembl, without its version."""
    told = json.loads(resource_text("OSTM1/gene_model.json"))["ensembl_transcript"]
    return str(told).partition(".")[0]


@lru_cache(maxsize=2)
def gene_model(assembly: Assembly) -> GeneModel:
    """The gene model of OSTM1 (NM_014028.4, MANE Select) on the assembly, from resources."""
    data = json.loads(resource_text("OSTM1/gene_model.json"))
    on_assembly = data["assemblies"][assembly.value]
    exons: list[Exon] = []
    tx = 1
    for number, (start, end) in enumerate(on_assembly["exons"], 1):
        length = end - start + 1
        exons.append(Exon(number, start, end, tx, tx + length - 1))
        tx += length
    return GeneModel(
        symbol=data["symbol"],
        hgnc=data["hgnc"],
        cytoband=data["cytoband"],
        transcript=data["transcript"],
        mane=data["mane"],
        protein=data["protein"],
        assembly=assembly,
        exons=tuple(exons),
        cds_start=data["cds_start"],
        cds_end=data["cds_end"],
        locus_start=on_assembly["locus"][0],
        locus_end=on_assembly["locus"][1],
    )
