"""What phenopackets of a person and of a family share: relatives, pedigree, and who made it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from osteo_annot.report.exchange.codes import NOT_DATED, clean
from osteo_annot.report.result.copy_words import exon_words
from osteo_annot.report.result.family_model import FamilyMember
from osteo_annot.report.result.model import Result
from osteo_annot.report.result.release_model import release_of
from osteo_annot.sentences.texts import exchange as say

if TYPE_CHECKING:
    from phenopackets import Family

_SCHEMA = "2.0"
SEX = {"female": 1, "male": 2, "other": 3}
_SEX_OF_ROLE = {"mother": 1, "father": 2}
_AFFECTED = {"no": 1, "yes": 2}


def moment(day: datetime.date) -> str:
    """A day as the schema writes a time."""
    return f"{day.isoformat()}T00:00:00Z"


def add_relatives(family: Family, result: Result) -> None:
    """A phenopacket of each relative, and the pedigree as far as roles tell it."""
    proband = family.proband.subject.id
    parents = {m.role: clean(m.sample, 200) for m in result.family if m.role in _SEX_OF_ROLE}
    family.pedigree.persons.add(
        family_id=family.id,
        individual_id=proband,
        paternal_id=parents.get("father", "0"),
        maternal_id=parents.get("mother", "0"),
        sex=family.proband.subject.sex,
    )
    for member in result.family:
        name, sex = clean(member.sample, 200), _SEX_OF_ROLE.get(member.role, 0)
        family.pedigree.persons.add(
            family_id=family.id,
            individual_id=name,
            paternal_id="0",
            maternal_id="0",
            sex=sex,
            affected_status=_AFFECTED.get(member.affected, 0),
        )
        _relative(family.relatives.add(id=f"osteo_annot.{name}"), member, sex, result)


def _relative(packet: Any, member: FamilyMember, sex: int, result: Result) -> None:
    """A relative with the own state and copies, in words: it is no diagnosis of the relative."""
    disease = result.record.contents.disease
    packet.subject.id = clean(member.sample, 200)
    packet.subject.sex = sex
    case = packet.interpretations.add(id=f"{packet.id}.OPTB5", progress_status="IN_PROGRESS")
    copies = " ".join(f"{copy.name}: {exon_words(copy)}." for copy in member.copies)
    carried = "; ".join(f"{event}: {text}" for event, text in member.genotypes.items())
    told = f"{member.role}. {member.state}: {member.state_text}. {copies} {carried}"
    case.summary = clean(told, 4000)
    case.diagnosis.disease.id, case.diagnosis.disease.label = disease.id, disease.name
    describe(packet.meta_data, result)


def describe(meta: Any, result: Result) -> None:
    """Who made it, with which vocabularies. The time is that of report or order, if one is told."""
    versions, order = result.provenance.versions, result.order
    day, release = (order.issued or order.date) if order else None, release_of(result)
    told = release.signed if release else moment(day) if day else NOT_DATED
    meta.created.FromJsonString(told)
    meta.created_by = f"osteo_annot {versions['osteo_annot']}"
    if result.laboratory:
        meta.submitted_by = clean(result.laboratory.name, 200)
    meta.phenopacket_schema_version = _SCHEMA
    own = say.AS_IN_RECORD(version=versions["record"]).text
    hpo = versions.get("hpo_ontology", versions["hpo_annotations"])
    for name, title, prefix, url, iri, version in (
        ("hp", "Human Phenotype Ontology", "HP", f"{_OBO}hp.owl", f"{_OBO}HP_", hpo),
        ("geno", "Genotype Ontology", "GENO", f"{_OBO}geno.owl", f"{_OBO}GENO_", _GENO),
        ("so", "Sequence Ontology", "SO", f"{_OBO}so.owl", f"{_OBO}SO_", _SO),
        ("omim", "Online Mendelian Inheritance in Man", "OMIM", _OMIM, f"{_OMIM}/entry/", own),
        ("hgnc", "HUGO Gene Nomenclature Committee", "HGNC", _HGNC, _HGNC_ENTRY, own),
    ):
        meta.resources.add(
            id=name,
            name=title,
            url=url,
            version=version,
            namespace_prefix=prefix,
            iri_prefix=iri,
        )


_OBO = "http://purl.obolibrary.org/obo/"
_OMIM = "https://www.omim.org"
_HGNC = "https://www.genenames.org"
_HGNC_ENTRY = f"{_HGNC}/data/gene-symbol-report/#!/hgnc_id/"
_GENO = "2025-07-25"
_SO = "2024-11-18"
"""Releases that hold the terms that are used (three of GENO, five of SO)."""
