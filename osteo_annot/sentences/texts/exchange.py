"""Sentences within the files for other systems: FHIR, Phenopackets, VRS."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_GUIDE = "HL7 Genomics Reporting 3.0.0; Phenopackets 2"


def _says(name: str, en: str, de: str, when: str) -> Sentence:
    """A sentence of a file for another system."""
    return Sentence(f"exchange.{name}", en=en, de=de, when=when, source=_GUIDE)


SECONDARY_FINDINGS = _says(
    "secondary_findings",
    "Secondary findings: {policy}",
    "Zusatzbefunde: {policy}",
    "The laboratory has a policy on secondary findings.",
)
REANALYSIS = _says(
    "reanalysis",
    "Re-analysis after {months:number} months",
    "Erneute Auswertung nach {months} Monaten",
    "The laboratory tells its interval of re-analysis.",
)
ALONE = _says(
    "alone",
    "A copy with this alone: {effect}",
    "Eine Kopie mit nur diesem: {effect}",
    "The consequence of an event is told.",
)
CLASS = _says(
    "class",
    "{standing}: {class_name}, {points:number} points. Scheme: {scheme}",
    "{standing}: {class_name}, {points} Punkte. Schema: {scheme}",
    "An event has a class.",
)
ORDER_SAYS = _says(
    "order_says",
    "Order: affected {affected}. {note}",
    "Auftrag: betroffen {affected}. {note}",
    "The order tells of a relative who has a sample too.",
)
TESTED_AS = _says(
    "tested_as",
    "Tested as: {role}",
    "Untersucht als: {role}",
    "The order tells why the person is tested.",
)
EXONS_WITH_FLANKS = _says(
    "exons_with_flanks",
    "{question}, exons with their splice flanks",
    "{question}, Exons mit ihren Spleißstellen",
    "The regions that were studied are told.",
)
WITHDRAWN = _says(
    "withdrawn",
    "WITHDRAWN on {day} by {who}: {reason}",
    "ZURÜCKGEZOGEN am {day} von {who}: {reason}",
    "A signed report was withdrawn.",
)
REPLACED = _says(
    "replaced",
    "REPLACED on {day} by version {new:number}.",
    "ERSETZT am {day} durch Version {new}.",
    "A later version of the report is signed.",
)
VERSION = _says("version", "Version {version:number}.", "Version {version}.", "A report is signed.")
VERSION_REPLACES = _says(
    "version_replaces",
    "Version {version:number}, replaces version {old:number}.",
    "Version {version}, ersetzt Version {old}.",
    "A signed report replaces another.",
)
SIGNED_BY = _says(
    "signed_by",
    "Signed by {who} ({capacity:words}), {when}.",
    "Unterschrieben von {who} ({capacity}), {when}.",
    "A report is signed.",
)
SIGNED_DIGEST = _says(
    "signed_digest",
    "SHA-256 of what was signed: {digest}.",
    "SHA-256 des Unterschriebenen: {digest}.",
    "A report is signed.",
)
AS_IN_RECORD = _says(
    "as_in_record",
    "as in the record {version}",
    "wie im Stand {version}",
    "A resource is named by the record of the disease.",
)
NO_VRS = _says(
    "no_vrs",
    "No VRS form is given for the kind {kind}.",
    "Für die Art {kind} gibt es keine Form in VRS.",
    "An event of a kind that VRS does not hold.",
)
LEFT_ALIGNED = _says(
    "left_aligned",
    "Place and bases are left-aligned, as in VCF; the HGVS names give the most 3' place.",
    "Ort und Basen sind linksbündig, wie in VCF; die HGVS-Namen nennen den Ort, der am weitesten "
    "3' liegt.",
    "An insertion or deletion is written with place and bases.",
)
NO_BASES = _says(
    "no_bases",
    "The bases around the change are not known: no identifier.",
    "Die Basen um die Veränderung sind nicht bekannt: keine Kennung.",
    "Neither chromosome nor transcript gives the bases around a change.",
)
