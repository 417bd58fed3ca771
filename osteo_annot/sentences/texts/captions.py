"""Captions of tables and drawings, and the sentences that stand beside them on page two and after.

The page in HTML and the PDF say the same ones.
"""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_REPORT = "report.md, page two and appendix"


def _says(name: str, en: str, de: str, when: str) -> Sentence:
    """A caption, or a sentence beside a table."""
    return Sentence(f"caption.{name}", en=en, de=de, when=when, source=_REPORT)


FOOT = _says(
    "foot",
    "This page holds genetic data of a person: confidential, for the persons who care for them "
    "only. Variants outside {gene} were not examined. The program is for use by professionals "
    "under their own validation.",
    "Diese Seite enthält genetische Daten einer Person: vertraulich, nur für die, die sie "
    "betreuen. Varianten außerhalb von {gene} wurden nicht untersucht. Das Programm ist für "
    "Fachleute, die es selbst validieren.",
    "The page of a person ends.",
)
PROTEIN = _says(
    "protein",
    "The protein ({protein}, {residues:number} residues), to scale. Falling stripes: missing. "
    "Rising stripes: altered, up to the new end. Dashed line: up to here a stop on the reference "
    "transcript leads to decay of the mRNA (50 nucleotides before the last exon junction). Dotted "
    "outline: not expected to be made, not predictable, or not examined.",
    "Das Protein ({protein}, {residues} Aminosäuren), maßstäblich. Fallende Streifen: fehlend. "
    "Steigende Streifen: verändert, bis zum neuen Ende. Gestrichelte Linie: bis hier führt ein "
    "Stopp auf dem Referenztranskript zum Abbau der mRNA (50 Nukleotide vor der letzten "
    "Exongrenze). Gepunktet: nicht zu erwarten, nicht vorhersagbar oder nicht untersucht.",
    "The protein of each copy is drawn.",
)
EXON_DEPTH = _says(
    "exon_depth",
    "Depth of each exon relative to two copies, on a fixed axis. Bar: two spreads on each side. "
    "“No call”: the depth fits more than one number of copies.",
    "Tiefe jedes Exons im Verhältnis zu zwei Kopien, auf fester Achse. Balken: zwei Streuungen "
    "nach jeder Seite. „Keine Aussage“: die Tiefe passt zu mehr als einer Kopienzahl.",
    "The depth of each exon is drawn.",
)
PEDIGREE = _says(
    "pedigree",
    "Square: man; circle: woman; diamond: sex not told. Filled: called affected by pedigree or "
    "order. Half filled: one copy altered (? beside it: the other is open). Striped inside: both "
    "copies altered, and nobody calls the person affected. Dot: obligate carrier, not tested. ?: "
    "not examined or not decided. Arrow: the person of this report. Double line: related parents. "
    "Under each: the genotype as written, and reads with the variant of all reads where the files "
    "tell them. A brother or sister under one parent shares only that one.",
    "Quadrat: Mann; Kreis: Frau; Raute: Geschlecht nicht angegeben. Gefüllt: laut Stammbaum oder "
    "Auftrag betroffen. Halb gefüllt: eine Kopie verändert (? daneben: die andere ist offen). "
    "Innen gestreift: beide Kopien verändert, und niemand nennt die Person betroffen. Punkt: "
    "obligat Überträger, nicht getestet. ?: nicht untersucht oder nicht entschieden. Pfeil: die "
    "Person dieses Befundes. Doppellinie: verwandte Eltern. Darunter: der Genotyp wie "
    "geschrieben, und Reads mit der Variante von allen Reads, wo die Dateien sie nennen. "
    "Geschwister unter einem "
    "Elternteil haben nur diesen gemeinsam.",
    "The family is drawn.",
)
COPIES = _says(
    "copies",
    "The drawing on page one: {exons:exons} of {transcript} in transcript order, 5′ to 3′; not to "
    "scale. Tall boxes are coding, low boxes untranslated. Striped with a dashed outline: lost. "
    "Thick outline: altered. Dotted: not examined, or with an uncertain variant on this copy or "
    "the other. ▼ small variant (hollow: phase unknown), bracket: structural event, thin line: "
    "variant not expected to matter, ■ premature stop. Positions are the first and last base of "
    "each exon on the plus strand of {chromosome} (1-based).",
    "Die Zeichnung auf Seite eins: {exons} von {transcript} in der Richtung des Transkripts, 5′ "
    "nach 3′; nicht maßstäblich. Hohe Kästen sind kodierend, niedrige nicht translatiert. "
    "Gestreift mit gestricheltem Rand: verloren. Dicker Rand: verändert. Gepunktet: nicht "
    "untersucht, oder mit einer unklaren Variante auf dieser oder der anderen Kopie. ▼ kleine "
    "Variante (hohl: Phase unbekannt), Klammer: strukturelles Ereignis, dünner Strich: Variante "
    "ohne erwartete Bedeutung, ■ vorzeitiger Stopp. Positionen sind die erste und letzte Base "
    "jedes Exons auf dem Plusstrang von {chromosome} (ab 1 gezählt).",
    "The two copies are drawn on page one.",
)
OUTCOMES = _says(
    "outcomes",
    "What each copy can still make, from everything that lies on it.",
    "Was jede Kopie noch bilden kann, nach allem, was auf ihr liegt.",
    "The copies of a person without contradiction follow.",
)
RELATIVES = _says(
    "relatives",
    "The relatives: own result, and the genotype at each deciding variant as written in the files.",
    "Die Verwandten: eigenes Ergebnis, und der Genotyp an jeder entscheidenden Variante, wie er in "
    "den Dateien steht.",
    "Relatives were examined.",
)
CRITERIA_IN_SHORT = _says(
    "criteria_in_short",
    "What was met and counted, by points (Tavtigian 2020); each criterion in full under Events.",
    "Was erfüllt ist und zählt, nach Punkten (Tavtigian 2020); jedes Kriterium ganz unter "
    "Ereignisse.",
    "An event has criteria.",
)
NO_CANDIDATE = _says(
    "no_candidate",
    "No event may break a copy.",
    "Kein Ereignis könnte eine Kopie ausschalten.",
    "No event has criteria.",
)
NOTHING_TO_CHANGE = _says(
    "nothing_to_change",
    "Nothing specific is known.",
    "Nichts Bestimmtes ist bekannt.",
    "No finding is known that would change the answer.",
)
NOTHING_DETECTED = _says(
    "nothing_detected",
    "No variant was detected in {gene} in what was examined.",
    "In dem, was untersucht wurde, fand sich keine Variante in {gene}.",
    "There is no event.",
)
EVENTS = _says(
    "events",
    "{count:event|events}: {long:number} shown at length (loss of function expected or possible) "
    "and {short:number} in the table below.",
    "{count:Ereignis|Ereignisse}: {long} ausführlich (Funktionsverlust erwartet oder möglich) und "
    "{short} in der Tabelle darunter.",
    "Some events do not matter.",
)
UNCERTAIN = _says(
    "uncertain",
    "A variant of uncertain significance cannot be used for clinical decisions.",
    "Eine Variante unklarer Signifikanz darf nicht Grundlage klinischer Entscheidungen sein.",
    "The class of an event is VUS.",
)
FURTHER_EVENTS = _says(
    "further_events",
    "{count:further event|further events}; classes by {scheme}.",
    "{count:weiteres Ereignis|weitere Ereignisse}; Klassen nach {scheme}.",
    "Events that do not matter stand in a table.",
)
CRITERIA = _says(
    "criteria",
    "Criteria; each is proposed for a person to accept, change or reject.",
    "Kriterien; jedes ist ein Vorschlag, den eine Person annimmt, ändert oder verwirft.",
    "The criteria of an event follow, and nobody signed.",
)
CRITERIA_SIGNED = _says(
    "criteria_signed",
    "Criteria, as signed.",
    "Kriterien, wie unterschrieben.",
    "The criteria of an event follow, in a signed report.",
)
NO_CRITERION = _says(
    "no_criterion",
    "No criterion is met.",
    "Kein Kriterium ist erfüllt.",
    "No criterion of an event is met or set aside.",
)
ABSENT = _says(
    "absent",
    "absent from {sources:semicolons}, which could see the place",
    "nicht in {sources}, die die Stelle sehen konnten",
    "A source of frequencies saw the place and has no such allele.",
)
HOMOZYGOTES = _says(
    "homozygotes",
    "{groups:semicolons}; homozygotes: {count:number}",
    "{groups}; Homozygote: {count}",
    "A source tells the frequency of an allele, and counts homozygotes.",
)
HOMOZYGOTES_NOT_COUNTED = _says(
    "homozygotes_not_counted",
    "{groups:semicolons}; homozygotes: not counted",
    "{groups}; Homozygote: nicht gezählt",
    "A source tells the frequency of an allele, and does not count homozygotes.",
)
NO_CHECK = _says(
    "no_check",
    "no check says so",
    "keine Prüfung spricht dafür",
    "No check found that function could be left.",
)
POPULATION_EVENTS = _says(
    "population_events",
    "Structural events of population sets there, as context.",
    "Strukturelle Ereignisse aus Bevölkerungsdaten dort, zur Einordnung.",
    "A source has structural events there.",
)
EXONS_EXAMINED = _says(
    "exons_examined",
    "Per exon with its splice flanks: whether a small variant and whether a deletion could have "
    "been seen.",
    "Je Exon mit seinen Spleißrändern: ob eine kleine Variante und ob eine Deletion zu sehen "
    "gewesen wäre.",
    "The table of exons follows.",
)
RATIO_TO_REFERENCES = _says(
    "ratio_to_references",
    "Depth per exon against {count:reference sample|reference samples}: 1 is two copies. Power is "
    "the part of single-copy losses of the exon that would be seen.",
    "Tiefe je Exon gegen {count:Referenzprobe|Referenzproben}: 1 sind zwei Kopien. Power ist der "
    "Anteil der Verluste einer Kopie des Exons, der zu sehen wäre.",
    "Depth was compared with that of other samples.",
)
RATIO_TO_OWN = _says(
    "ratio_to_own",
    "Depth per exon against the sample's own depth beside the gene: 1 is two copies. Power is the "
    "part of single-copy losses of the exon that would be seen.",
    "Tiefe je Exon gegen die eigene Tiefe der Probe neben dem Gen: 1 sind zwei Kopien. Power ist "
    "der Anteil der Verluste einer Kopie des Exons, der zu sehen wäre.",
    "Depth was compared with that beside the gene.",
)
HIDDEN = _says(
    "hidden",
    "What hid calls: {places:place|places} in {exons:exon|exons}",
    "Was Aufrufe verbarg: {places:Stelle|Stellen} in {exons:Exon|Exons}",
    "Places of exons could not be called.",
)
HIDDEN_PLACES = _says(
    "hidden_places",
    "Places in the exons and their splice flanks where a small variant could be missed (position, "
    "1-based).",
    "Stellen in den Exons und ihren Spleißrändern, an denen eine kleine Variante übersehen werden "
    "könnte (Position, ab 1 gezählt).",
    "Places of exons could not be called.",
)
ONE_HASH = _says(
    "one_hash",
    "One hash over all data files and versions; the JSON file names each.",
    "Eine Prüfsumme über alle Datendateien und Versionen; die JSON-Datei nennt jede.",
    "The methods name program and data.",
)
FILES = _says("files", "Files that were read.", "Gelesene Dateien.", "The table of files follows.")
PART_OF_FILE = _says(
    "part_of_file",
    "of header and locus only",
    "nur von Kopf und Genort",
    "The checksum of a file is not that of all of it.",
)
NO_LIMIT = _says(
    "no_limit", "No limit was recorded.", "Keine Grenze vermerkt.", "The result has no limit."
)
ENTRIES_ALIKE = _says(
    "entries_alike",
    "Entries alike stand in one line with their count; the JSON file holds each.",
    "Gleiche Einträge stehen in einer Zeile mit ihrer Zahl; die JSON-Datei enthält jeden.",
    "Several entries of the ledger share a line.",
)
FINDINGS = _says(
    "findings",
    "Findings of the person. A finding stands for its more general terms, an absence for the more "
    "specific ones. Frequencies are patients with the term of patients assessed (HPO annotations "
    "{version}).",
    "Befunde der Person. Ein Befund steht für seine allgemeineren Begriffe, ein Fehlen für die "
    "spezielleren. Häufigkeiten sind Patienten mit dem Begriff von beurteilten Patienten "
    "(HPO-Annotationen {version}).",
    "A phenotype of the record was given or excluded.",
)
NO_FINDING = _says(
    "no_finding",
    "No phenotype of the record was given or excluded.",
    "Kein Merkmal der Krankheit wurde angegeben oder ausgeschlossen.",
    "No phenotype of the record was given or excluded.",
)
RANKED = _says(
    "ranked",
    "Osteopetroses and related disorders (MONDO, HPO); shares only where a source gives them. Most "
    "similar findings first: the mean, over the findings, of the likeness to the nearest phenotype "
    "that HPO annotates (Lin 1998; HPO {version}). It is no probability, does not know how "
    "frequent a disorder is, and favours disorders with many annotations; absent findings do not "
    "count.",
    "Osteopetrosen und verwandte Krankheiten (MONDO, HPO); Anteile nur, wo eine Quelle sie nennt. "
    "Die ähnlichsten zuerst: das Mittel, über die Befunde, der Ähnlichkeit zum nächsten Merkmal, "
    "das HPO nennt (Lin 1998; HPO {version}). Es ist keine Wahrscheinlichkeit, kennt die "
    "Häufigkeit einer Krankheit nicht und bevorzugt solche mit vielen Annotationen; fehlende "
    "Befunde zählen nicht.",
    "Findings were given that rank the disorders.",
)
NOT_RANKED = _says(
    "not_ranked",
    "Osteopetroses and related disorders (MONDO, HPO); shares only where a source gives them. No "
    "finding was given that ranks them.",
    "Osteopetrosen und verwandte Krankheiten (MONDO, HPO); Anteile nur, wo eine Quelle sie nennt. "
    "Kein Befund wurde angegeben, der sie ordnet.",
    "No finding was given that ranks the disorders.",
)
WHO_SIGNED = _says(
    "who_signed",
    "Who signed, as what, and when.",
    "Wer unterschrieb, als was, und wann.",
    "A report was signed.",
)
DECISIONS = _says(
    "decisions",
    "Decisions of the reviewers that this report rests on. What is not named stands as the program "
    "proposed it.",
    "Entscheidungen der Beurteilenden, auf denen dieser Befund beruht. Was nicht genannt ist, "
    "steht, wie das Programm es vorschlug.",
    "The reviewers of a signed report decided something.",
)
NO_DECISION = _says(
    "no_decision",
    "The reviewers changed nothing that the program proposed.",
    "Die Beurteilenden änderten nichts an dem, was das Programm vorschlug.",
    "The reviewers of a signed report changed nothing.",
)
HASHES = _says(
    "hashes",
    "What was signed, as SHA-256",
    "Was unterschrieben wurde, als SHA-256",
    "A report was signed.",
)
REJECT_REASONS = _says(
    "reject_reasons",
    "Reject reasons in use: artefact, wrong phase, wrong transcript, phenotype does not fit, "
    "frequency, source out of date.",
    "Übliche Gründe der Ablehnung: Artefakt, falsche Phase, falsches Transkript, Phänotyp passt "
    "nicht, Häufigkeit, Quelle veraltet.",
    "A report that nobody signed leaves room for decisions.",
)
TO_REVIEW = _says(
    "to_review",
    "Each proposed criterion, for the reviewer to accept, change or reject with the reason.",
    "Jedes vorgeschlagene Kriterium, anzunehmen, zu ändern oder mit Grund abzulehnen.",
    "A report that nobody signed proposes criteria.",
)
NOTHING_TO_REVIEW = _says(
    "nothing_to_review",
    "No criterion was proposed.",
    "Kein Kriterium wurde vorgeschlagen.",
    "A report that nobody signed proposes no criterion.",
)
WHOLE_TO_REVIEW = _says(
    "whole_to_review",
    "The answer as a whole, and the proposed tests.",
    "Die Antwort als Ganzes, und die vorgeschlagenen Tests.",
    "A report that nobody signed leaves room for decisions.",
)
NO_RELATIVE = _says(
    "no_relative",
    "No relative's genotypes were given.",
    "Genotypen von Verwandten wurden nicht angegeben.",
    "No relative was examined.",
)
DEGRADED = _says(
    "degraded",
    "mRNA expected to be degraded",
    "Abbau der mRNA zu erwarten",
    "The mRNA of a copy that is drawn is expected to be degraded.",
)
NO_READ = _says(
    "no_read",
    "no read in this window",
    "kein Read in diesem Fenster",
    "A person has no read in a window that is drawn.",
)
NO_NAME = _says(
    "no_name",
    "no name can be given",
    "kein Name möglich",
    "An event has no HGVS name for protein or genome.",
)
RESIDUES = _says(
    "residues",
    "{count:number} of {all:number} residues lost or altered to the end.",
    "{count} von {all} Aminosäuren verloren oder bis zum Ende verändert.",
    "An event by itself takes residues.",
)
OWN_POINTS = _says(
    "own_points",
    "Points of PM3 from this person alone: {points} ({detail}); counted. Points of the literature "
    "are for the reviewer.",
    "Punkte für PM3 allein aus dieser Person: {points} ({detail}); gezählt. Punkte aus der "
    "Literatur vergibt die beurteilende Person.",
    "This person gives points of PM3, and they are counted.",
)
OWN_POINTS_NOT_COUNTED = _says(
    "own_points_not_counted",
    "Points of PM3 from this person alone: {points} ({detail}); not counted. Points of the "
    "literature are for the reviewer.",
    "Punkte für PM3 allein aus dieser Person: {points} ({detail}); nicht gezählt. Punkte aus der "
    "Literatur vergibt die beurteilende Person.",
    "This person gives points of PM3, and they are not counted.",
)
RESCUE_CHECKS = _says(
    "rescue_checks",
    "Could function be left in spite of it (LoF rescue checks)?",
    "Könnte trotzdem Funktion bleiben (LoF-Rettungsprüfungen)?",
    "The checks of an event that is expected to break a copy follow.",
)
RELATED = _says(
    "related",
    "The parents are related.",
    "Die Eltern sind verwandt.",
    "The order tells that the parents are related, and the family is drawn.",
)
