"""Codes and small parts of FHIR R4 resources by the HL7 Genomics Reporting guide (3.0.0).

Codes are those of the guide's own sources and of LOINC's answer lists LL1971-2 (presence), LL381-5
(allelic state), LL4034-6 (clinical significance), LL1040-6 (assembly), LL2938-0 (chromosome),
LL5489-1 (inheritance of a variant) and LL1037-2 (recommended next step).
"""

from __future__ import annotations

from typing import Any

from osteo_annot.events.model import Zygosity
from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.locus.assembly import Assembly
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.exchange.codes import clean

LOINC = "http://loinc.org"
HGNC = "http://www.genenames.org"
HGVS = "http://varnomen.hgvs.org"
REFSEQ = "http://www.ncbi.nlm.nih.gov/refseq"
GUIDE = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition"
SEQUENCE_ONTOLOGY = "http://www.sequenceontology.org"
CLINVAR = "http://www.ncbi.nlm.nih.gov/clinvar"
DBSNP = "http://www.ncbi.nlm.nih.gov/projects/SNP"
GNOMAD = "https://gnomad.broadinstitute.org/variant"
OMIM = "https://omim.org"
HPO = "http://human-phenotype-ontology.org"
ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
_OF_GUIDE = "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem"
CHANGE_TYPES = f"{_OF_GUIDE}/genomic-study-change-type-cs"
METHOD_TYPES = f"{_OF_GUIDE}/genomic-study-method-type-cs"
NOTE_TYPES = f"{_OF_GUIDE}/coded-annotation-types-cs"
PHASE_CODES = "http://terminology.hl7.org/CodeSystem/sequence-phase-relationship-cs"
_LONGEST = 10_000
"""Characters of a code: the name of an insertion has each of its bases."""
OWN = "urn:osteo-annot"
"""Codes that only this program has: states, copies, exons, readings, next tests."""

PRESENT = ("LA9633-4", "Present")
ABSENT = ("LA9634-2", "Absent")
NO_CALL = ("LA18198-4", "No call")
INDETERMINATE = ("LA11884-6", "Indeterminate")
ALLELIC_STATE = {
    Zygosity.HETEROZYGOUS: ("LA6706-1", "Heterozygous"),
    Zygosity.HOMOZYGOUS: ("LA6705-3", "Homozygous"),
    Zygosity.HEMIZYGOUS: ("LA6707-9", "Hemizygous"),
}
SIGNIFICANCE = {
    AcmgClass.P: ("LA6668-3", "Pathogenic"),
    AcmgClass.LP: ("LA26332-9", "Likely pathogenic"),
    AcmgClass.VUS: ("LA26333-7", "Uncertain significance"),
    AcmgClass.LB: ("LA26334-5", "Likely benign"),
    AcmgClass.B: ("LA6675-8", "Benign"),
}
ASSEMBLY = {
    Assembly.GRCH37: ("LA14029-5", "GRCh37"),
    Assembly.GRCH38: ("LA26806-2", "GRCh38"),
}
ONE_BASED = ("LA30102-0", "1-based character counting")
CHROMOSOME = ("LA21259-9", f"Chromosome {LOCUS.chromosome}")
INHERITANCE = {"maternal": ("LA26320-4", "Maternal"), "paternal": ("LA26321-2", "Paternal")}
CONFIRM = ("LA14021-2", "Confirmatory testing recommended")
ADDITIONAL = ("LA14022-0", "Additional testing recommended")
COUNSEL = ("LA14020-4", "Genetic counseling recommended")
RECESSIVE = ("HP:0000007", "Autosomal recessive inheritance")
NOT_KNOWN = {
    "dataAbsentReason": {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                "code": "unknown",
            }
        ]
    }
}
"""In the place of a value that is not known."""


def concept(system: str, code: str, display: str = "", text: str = "") -> dict[str, Any]:
    """A coded value; a code of FHIR has no blank but single ones inside."""
    token = " ".join(clean(code, _LONGEST).split())
    coding = {"system": system, "code": token, **({"display": clean(display)} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def answer(pair: tuple[str, str]) -> dict[str, Any]:
    """An answer of LOINC."""
    return concept(LOINC, *pair)


def component(code: str, **value: Any) -> dict[str, Any]:
    """A component with a LOINC code; the value is named as FHIR names it (``valueString``)."""
    return {"code": concept(LOINC, code), **value}


def coded(code: str, value: dict[str, Any]) -> dict[str, Any]:
    """A component whose value is a concept."""
    return component(code, valueCodeableConcept=value)


def interval(code: str, start: int, end: int) -> dict[str, Any]:
    """A component with first and last base; 1-based, closed."""
    return component(code, valueRange={"low": {"value": start}, "high": {"value": end}})


def count(number: int) -> dict[str, Any]:
    """A number without a unit, by UCUM."""
    return {"value": number, "system": "http://unitsofmeasure.org", "code": "1"}


def own(kind: str, code: str, display: str) -> dict[str, Any]:
    """A code of this program's own lists."""
    return concept(f"{OWN}:{kind}", code, display)


def guide(code: str) -> dict[str, Any]:
    """A code of the guide for what LOINC has none for."""
    return concept(f"{_OF_GUIDE}/tbd-codes-cs", code)


def extension(name: str, **value: Any) -> dict[str, Any]:
    """An extension of the guide."""
    return {"url": f"{GUIDE}/{name}", **value}


def profile(name: str) -> dict[str, Any]:
    """The profile that a resource follows."""
    return {"profile": [f"{GUIDE}/{name}"]}
