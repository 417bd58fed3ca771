"""biocommons hgvs with cdot on the embedded locus: the oracle of names. No network, no database.

The transcript is given as cdot JSON with its alignment to both assemblies; bases come from the
embedded locus, transcript and protein, ``N`` elsewhere on chromosome 6.
"""

from __future__ import annotations

import io
import json
from typing import Any, NamedTuple

import hgvs.assemblymapper
import hgvs.edit
import hgvs.exceptions
import hgvs.location
import hgvs.normalizer
import hgvs.posedit
import hgvs.sequencevariant
from cdot.hgvs.dataproviders import JSONDataProvider

from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.locus.reference import (
    Reference,
    embedded_reference,
    protein_sequence,
    transcript_sequence,
)
from tests.oracles.alleles import VcfAllele


class OracleNames(NamedTuple):
    """Names without accession; empty where the engine gives none."""

    g: str
    c: str
    p: str


class _Sequences:
    """Bases and residues by accession, half-open and 0-based as hgvs asks for them."""

    source = "embedded locus"

    def __init__(self) -> None:
        self._whole = {"NM_014028.4": transcript_sequence(), "NP_054747.2": protein_sequence()}
        self._chromosomes = {LOCUS.accessions[a]: embedded_reference(a) for a in Assembly}

    def fetch_seq(self, ac: str, start_i: int | None = None, end_i: int | None = None) -> str:
        if ac in self._whole:
            return self._whole[ac][start_i:end_i]
        reference = self._chromosomes[ac]
        assert start_i is not None
        assert end_i is not None
        return reference.fetch(start_i + 1, min(end_i, LOCUS.lengths[reference.assembly]))


class HgvsEngine:
    """Names of alleles on one assembly."""

    def __init__(self, assembly: Assembly) -> None:
        self._accession = LOCUS.accessions[assembly]
        self._reference: Reference = embedded_reference(assembly)
        self._gene: GeneModel = gene_model(assembly)
        provider = JSONDataProvider(
            [io.StringIO(json.dumps(_cdot_data()))], seqfetcher=_Sequences()
        )
        self._mapper = hgvs.assemblymapper.AssemblyMapper(
            provider,
            assembly_name=assembly.value,
            alt_aln_method="splign",
            normalize=True,
            replace_reference=True,
        )
        self._right, self._left = (
            hgvs.normalizer.Normalizer(
                provider, alt_aln_method="splign", shuffle_direction=direction
            )
            for direction in (3, 5)
        )

    def names(self, allele: VcfAllele) -> OracleNames:
        """g., c. and p. of an allele.

        hgvs does not shift a c. name in an intron or over the end of an exon, so the allele is
        shifted on the genome, to the left, before it is carried to this transcript of the minus
        strand: that is the 3' rule for c. with a genomic reference.
        """
        written = self._genomic(allele)
        g = self._right.normalize(written)
        c = self._mapper.g_to_c(self._left.normalize(written), self._gene.transcript)
        p = self._mapper.c_to_p(c)
        return OracleNames(*(_without_accession(name) for name in (g, c, p)))

    def _genomic(self, allele: VcfAllele) -> Any:
        """The allele as hgvs holds it, with the shared first base left out."""
        position, ref, alt = allele
        if ref[0] == alt[0]:
            position, ref, alt = position + 1, ref[1:], alt[1:]
        first, last = position, position + len(ref) - 1
        if not ref:
            first, last = position - 1, position
        simple = hgvs.location.SimplePosition
        return hgvs.sequencevariant.SequenceVariant(
            self._accession,
            "g",
            hgvs.posedit.PosEdit(
                hgvs.location.Interval(simple(first), simple(last)),
                hgvs.edit.NARefAlt(ref or None, alt or None),
            ),
        )


def _without_accession(name: Any) -> str:
    return str(name).split(":", 1)[1]


def _cdot_data() -> dict[str, Any]:
    """The transcript in the layout of cdot 0.2: exons half-open and 0-based on the genome."""
    builds: dict[str, Any] = {}
    gene = gene_model(Assembly.GRCH38)
    for assembly in Assembly:
        gene = gene_model(assembly)
        exons = [
            [e.start - 1, e.end, e.number - 1, e.tx_start, e.tx_end, None]
            for e in reversed(gene.exons)
        ]
        coding = [gene.to_genome(gene.cds_start), gene.to_genome(gene.cds_end)]
        builds[assembly.value] = {
            "contig": LOCUS.accessions[assembly],
            "strand": "-",
            "exons": exons,
            "cds_start": min(coding) - 1,
            "cds_end": max(coding),
        }
    transcript = {
        "id": gene.transcript,
        "gene_name": gene.symbol,
        "gene_version": "28962",
        "protein": gene.protein,
        "biotype": ["protein_coding"],
        "start_codon": gene.cds_start - 1,
        "stop_codon": gene.cds_end,
        "genome_builds": builds,
    }
    return {
        "cdot_version": "0.2.33",
        "genome_builds": [assembly.value for assembly in Assembly],
        "transcripts": {gene.transcript: transcript},
        "genes": {},
    }
