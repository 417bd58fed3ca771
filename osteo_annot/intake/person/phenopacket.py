"""The findings of a GA4GH Phenopacket, version 2: what is present, what is excluded."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from osteo_annot.errors import RefusalCode, printable, refuse
from osteo_annot.intake.person.hpo import Findings
from osteo_annot.locus.files import bytes_of
from osteo_annot.locus.locus import LOCUS
from osteo_annot.record.disease import record

_MAX_BYTES = 20_000_000
_MIDNIGHT = datetime.time()
_FARTHEST_EAST = datetime.timedelta(hours=14)
_SEX = {1: "female", 2: "male"}
_PROBAND = re.compile(r'"proband"\s*:\s*\{')
"""Key of a Family that a Phenopacket does not have."""


def read_phenopacket(path: Path) -> Findings:
    """HPO terms of ``phenotypicFeatures``; terms of other vocabularies are left out.

    Of a Family, those of its proband.

    Raises RefusedError (FILE_NOT_FOUND, PHENOPACKET_INVALID, FORMAT_UNAVAILABLE).
    """
    try:
        from google.protobuf.json_format import Parse, ParseError  # lazy: seldom needed
        from phenopackets import Family, Phenopacket
    except ModuleNotFoundError as error:
        found = "phenopackets is not installed."
        raise refuse(RefusalCode.FORMAT_UNAVAILABLE, "--phenopacket", found) from error
    code = RefusalCode.PHENOPACKET_INVALID
    raw = bytes_of(path)
    if len(raw) > _MAX_BYTES:
        raise refuse(code, path.name, "It is larger than 20 MB.")
    try:
        text = raw.decode("utf-8-sig")
        is_family = _PROBAND.search(text) is not None
        packet = Parse(text, Family()).proband if is_family else Parse(text, Phenopacket())
    except (ParseError, UnicodeDecodeError, RecursionError) as error:
        raise refuse(code, path.name, f"{printable(str(error), 200)}.") from None
    features = [f for f in packet.phenotypic_features if f.type.id.startswith("HP:")]
    if not features:
        raise refuse(code, path.name, "It names no HPO term.")
    return Findings(
        tuple(f.type.id for f in features if not f.excluded),
        tuple(f.type.id for f in features if f.excluded),
        _subjects(packet),
        _born(packet.subject),
        tuple(word for word in (_SEX.get(packet.subject.sex, ""),) if word),
        _other_causes(packet),
    )


def _subjects(packet: Any) -> tuple[str, ...]:
    """Every name of the person: the subject's, and those of the material."""
    subject = packet.subject
    names = (subject.id, *subject.alternate_ids, *(one.id for one in packet.biosamples))
    return tuple(name for name in dict.fromkeys(names) if name)


def _born(subject: Any) -> tuple[str, ...]:
    """The day of birth; of another time than midnight also the next: a midnight east of UTC."""
    if not subject.HasField("date_of_birth"):
        return ()
    told: datetime.datetime = subject.date_of_birth.ToDatetime()
    days = [told]
    if told.time() != _MIDNIGHT and told < datetime.datetime.max - _FARTHEST_EAST:
        days.append(told + _FARTHEST_EAST)
    return tuple(dict.fromkeys(day.date().isoformat() for day in days))


def _other_causes(packet: Any) -> tuple[str, ...]:
    """What the packet names as the cause that is not this gene: genes, or else the disease.

    A gene counts that is called causative; a disease that is the diagnosis of a solved case and
    that no record links to this gene.
    """
    causes: dict[str, None] = {}
    for interpretation in packet.interpretations:
        genes = dict.fromkeys(_causative_genes(interpretation))
        causes |= dict.fromkeys(gene for gene in genes if gene != LOCUS.gene)
        # By its number: a number that the schema does not know has no name.
        solved = interpretation.progress_status == interpretation.ProgressStatus.Value("SOLVED")
        disease = interpretation.diagnosis.disease
        if solved and not genes and disease.id and disease.id.upper() not in _own_diseases():
            causes[disease.label or disease.id] = None
    return tuple(causes)


def _causative_genes(interpretation: Any) -> Iterator[str]:
    """The gene of each finding that is called causative, by its symbol or else its number."""
    own = {LOCUS.gene, record().contents.disease.gene.hgnc}
    for one in interpretation.diagnosis.genomic_interpretations:
        if one.interpretation_status == one.InterpretationStatus.Value("CAUSATIVE"):
            context = one.variant_interpretation.variation_descriptor.gene_context
            for gene in (one.gene, context):
                names = [gene.symbol, gene.value_id, *gene.alternate_ids]
                if own & {name.upper() for name in names}:
                    yield LOCUS.gene
                elif any(names):
                    yield next(name for name in names if name)


_DISEASE_ID = re.compile(r"(?:OMIM|MONDO|ORPHA|DOID|GARD):[0-9]+")


@cache
def _own_diseases() -> frozenset[str]:
    """Numbers of the disease, of its parents, and of what sources link to the gene."""
    contents = record().contents
    told = [f"{one.id} {one.note}" for one in contents.identifiers]
    linked = (match for text in told for match in _DISEASE_ID.findall(text))
    return frozenset({contents.disease.id, *linked})
