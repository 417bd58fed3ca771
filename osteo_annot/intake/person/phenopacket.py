"""The findings of a GA4GH Phenopacket, version 2: what is present, what is excluded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.intake.person.hpo import Findings
from osteo_annot.locus.files import bytes_of
from osteo_annot.locus.locus import LOCUS

_MAX_BYTES = 20_000_000


def read_phenopacket(path: Path) -> Findings:
    """HPO terms of ``phenotypicFeatures``; terms of other vocabularies are left out.

    Raises RefusedError (FILE_NOT_FOUND, PHENOPACKET_INVALID, FORMAT_UNAVAILABLE).
    """
    try:
        from google.protobuf.json_format import Parse, ParseError  # lazy: seldom needed
        from phenopackets import Phenopacket
    except ModuleNotFoundError as error:
        found = "phenopackets is not installed."
        raise refuse(RefusalCode.FORMAT_UNAVAILABLE, "--phenopacket", found) from error
    code = RefusalCode.PHENOPACKET_INVALID
    raw = bytes_of(path)
    if len(raw) > _MAX_BYTES:
        raise refuse(code, path.name, "It is larger than 20 MB.")
    try:
        packet = Parse(raw.decode("utf-8-sig"), Phenopacket())
    except (ParseError, UnicodeDecodeError, RecursionError) as error:
        raise refuse(code, path.name, f"{printable(str(error), 200)}.") from None
    features = [f for f in packet.phenotypic_features if f.type.id.startswith("HP:")]
    if not features:
        raise refuse(code, path.name, "It names no HPO term.")
    return Findings(
        tuple(f.type.id for f in features if not f.excluded),
        tuple(f.type.id for f in features if f.excluded),
        _subjects(packet),
        _other_genes(packet),
    )


def _subjects(packet: Any) -> tuple[str, ...]:
    """Every name of the person: the subject's, and those of the material."""
    subject = packet.subject
    names = (subject.id, *subject.alternate_ids, *(one.id for one in packet.biosamples))
    return tuple(name for name in dict.fromkeys(names) if name)


def _other_genes(packet: Any) -> tuple[str, ...]:
    """Genes that the packet calls causative, other than that of the locus."""
    genes: dict[str, None] = {}
    for interpretation in packet.interpretations:
        for one in interpretation.diagnosis.genomic_interpretations:
            if one.InterpretationStatus.Name(one.interpretation_status) != "CAUSATIVE":
                continue
            context = one.variant_interpretation.variation_descriptor.gene_context
            genes |= dict.fromkeys((one.gene.symbol, context.symbol))
    return tuple(gene for gene in genes if gene and gene.upper() != LOCUS.gene)
