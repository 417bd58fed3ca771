"""What the appendix and page two say with values: events, criteria, methods, record, ledger."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_REPORT = "report.md, page two and appendix"


def _says(name: str, en: str, de: str, when: str) -> Sentence:
    """A sentence of the appendix."""
    return Sentence(f"appendix.{name}", en=en, de=de, when=when, source=_REPORT)


WORST_OF = _says(
    "worst_of",
    "The events fit in {count:number} ways; this is the worst.",
    "Die Ereignisse passen auf {count} Weisen; dies ist die schlechteste.",
    "The events fit on the two copies in several ways.",
)
BEST_OF = _says(
    "best_of",
    "The same for the best of the {count:number} arrangements.",
    "Dasselbe für die beste der {count} Anordnungen.",
    "The events fit in several ways, and one of them leaves more.",
)
READING = _says(
    "reading",
    "{premise}: {state}.",
    "{premise}: {state}.",
    "The copies of one reading of a contradiction follow.",
)
NOT_EXAMINED = _says(
    "not_examined",
    "{exons:runs} not examined",
    "{exons} nicht untersucht",
    "Exons of a copy were not examined.",
)
MORE = _says(
    "more", "and {count:number} more", "und {count} weitere", "A list is longer than is shown."
)
MORE_IN_JSON = _says(
    "more_in_json",
    "and {count:number} more in the JSON file",
    "und {count} weitere in der JSON-Datei",
    "More sentences than a page shows.",
)
EVENTS_IN_JSON = _says(
    "events_in_json",
    "{count:number} more are in the JSON file",
    "{count} weitere stehen in der JSON-Datei",
    "More events than a table shows.",
)
FURTHER_EVENTS = _says(
    "further_events",
    "{count:further event|further events} in the appendix.",
    "{count:weiteres Ereignis|weitere Ereignisse} im Anhang.",
    "More events have criteria than page two shows.",
)
NOT_GIVEN = _says(
    "not_given",
    "Not given: {facts:commas}.",
    "Nicht angegeben: {facts}.",
    "Something that the methods should name was not given.",
)
ENTRIES = _says(
    "entries",
    "What became of every record of this person at the locus: {count:entry|entries}.",
    "Was aus jedem Eintrag dieser Person am Genort wurde: {count:Eintrag|Einträge}.",
    "The ledger begins.",
)
DISEASE = _says(
    "disease", "The disease: {name}", "Die Krankheit: {name}", "The record of the disease begins."
)
RECORD = _says(
    "record",
    "Record version {version}, review due {day}. A statement that was not verified in its source "
    "says so.",
    "Stand {version}, nächste Prüfung {day}. Eine Aussage, die nicht an ihrer Quelle geprüft ist, "
    "sagt es.",
    "The record of the disease begins.",
)
PHENOTYPES_LEFT = _says(
    "phenotypes_left",
    "{count:phenotype|phenotypes} of the record not assessed in this person.",
    "{count:Merkmal|Merkmale} der Krankheit bei dieser Person nicht beurteilt.",
    "Phenotypes of the record were neither given nor excluded.",
)
THIS_RECORD = _says(
    "this_record",
    "{name}: this record",
    "{name}: diese Krankheit",
    "The disease of the record stands among those that are ranked.",
)
STOP_AT = _says(
    "stop_at", "Stop at codon {codon:number}.", "Stopp in Codon {codon}.", "An event makes a stop."
)
NOT_SURE_PLACE = _says(
    "not_sure_place",
    "{place}; surely affected: {sure}; perhaps: {perhaps}",
    "{place}; sicher betroffen: {sure}; vielleicht: {perhaps}",
    "The ends of an event are not known to the base.",
)
NOT_MET = _says(
    "not_met",
    "Assessed and not met: {criteria:semicolons}.",
    "Geprüft und nicht erfüllt: {criteria}.",
    "A criterion was assessed and is not met.",
)
NOT_ASSESSED = _says(
    "not_assessed",
    "Not assessed: {criteria:sentences}",
    "Nicht geprüft: {criteria}",
    "A criterion was not assessed.",
)
GROUP = _says(
    "group",
    "{frequency} in {group} ({alleles:number} alleles, {source})",
    "{frequency} in {group} ({alleles} Allele, {source})",
    "A source tells the frequency of an allele in a group.",
)
KNOWN = _says(
    "known",
    "{relation}: {name} {protein}, {significance}{number}, {review} ({stars:number} of 4 stars); "
    "{source}",
    "{relation}: {name} {protein}, {significance}{number}, {review} ({stars} von 4 Sternen); "
    "{source}",
    "A source of known variants has the allele, or one beside it.",
)
KNOWN_IN_SHORT = _says(
    "known_in_short",
    "{number}{significance} ({stars:number} of 4 stars)",
    "{number}{significance} ({stars} von 4 Sternen)",
    "ClinVar has the allele.",
)
FREQUENCY_IN_SHORT = _says(
    "frequency_in_short",
    "{frequency} in {group}",
    "{frequency} in {group}",
    "A source tells the frequency of an allele.",
)
RESCUE = _says(
    "rescue",
    "Could function be left in spite of it: {checks:semicolons}.",
    "Könnte trotzdem Funktion bleiben: {checks}.",
    "An event is expected to break a copy.",
)
DEPTH_RATIO = _says(
    "depth_ratio", "depth ratio {ratio}", "Tiefenverhältnis {ratio}", "A record tells its depth."
)
LEDGER_ENTRIES = _says(
    "ledger_entries",
    "Entries of the ledger: {entries:commas}.",
    "Einträge im Verzeichnis: {entries}.",
    "An event rests on records.",
)
LEDGER_ENTRIES_MORE = _says(
    "ledger_entries_more",
    "Entries of the ledger: {entries:commas} and {count:number} more.",
    "Einträge im Verzeichnis: {entries} und {count} weitere.",
    "An event rests on more records than are named.",
)
HOMOZYGOSITY = _says(
    "homozygosity",
    "{answer} {markers:marker|markers} read within 10 Mb.",
    "{answer} {markers:Marker|Marker} innerhalb von 10 Mb gelesen.",
    "Markers around the gene were read.",
)
RELEASE = _says(
    "release",
    "osteo_annot {version}, data {digest}",
    "osteo_annot {version}, Daten {digest}",
    "The methods name program and data.",
)
REGION = _says(
    "region",
    "{gene} ({hgnc}), {exons:runs} of {transcript} ({mane}; protein {protein}), coding sequence "
    "and splice sites, {cytoband}, {assembly}. No other gene was examined.",
    "{gene} ({hgnc}), {exons} von {transcript} ({mane}; Protein {protein}), kodierende Sequenz und "
    "Spleißstellen, {cytoband}, {assembly}. Kein anderes Gen wurde untersucht.",
    "The methods name the region.",
)
MEAN_DEPTH = _says(
    "mean_depth",
    "mean {mean} reads over {exons:runs}",
    "im Mittel {mean} Reads über {exons}",
    "Depth of exons was given.",
)
SHARE_AT_20 = _says(
    "share_at_20",
    "{percent} % or more of each exon with at least 20 reads",
    "mindestens {percent} % jedes Exons mit wenigstens 20 Reads",
    "Depth was given by base.",
)
SIGNATURE_EVENT = _says(
    "signature_event",
    "event {number:number} of the store, the signature",
    "Ereignis {number} des Speichers, die Unterschrift",
    "A report was signed.",
)
ALL_KEPT = _says(
    "all_kept",
    "all {residues:number} kept",
    "alle {residues} erhalten",
    "A copy makes the protein of the reference.",
)
STOPS_AT = _says(
    "stops_at", "stop at {codon:number}", "Stopp bei {codon}", "A copy makes a premature stop."
)
INSERTED_AFTER = _says(
    "inserted_after",
    "{count:number} inserted after {place:number}",
    "{count} eingefügt nach {place}",
    "A copy makes a protein with more residues, and none is missing.",
)
REPLACED_BY = _says(
    "replaced_by",
    "{run} replaced by {count:number}",
    "{run} ersetzt durch {count}",
    "A copy makes a protein in which another number of residues stands for some.",
)
COHORT_FOOT = _says(
    "cohort_foot",
    "{gene} cohort · not signed · confidential",
    "{gene}, alle Personen · nicht unterschrieben · vertraulich",
    "Foot of a printed page of everybody.",
)
