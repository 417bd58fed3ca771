"""German words of the reasons of a verdict, and of those whom it concerns."""

from __future__ import annotations

from osteo_annot.sentences.german import findings

_OF_FINDINGS = findings.WORDS["FindingCode"]
WORDS = {
    "ReasonCode": {
        "CANDIDATE": "Ein Ereignis, das die Kopie, die es trägt, außer Funktion setzt oder setzen "
        "kann.",
        "NO_CANDIDATE": "Es wurde kein Allel mit Funktionsverlust gefunden.",
        "NO_COPY_LEFT": "Dieselben Exons sind auf beiden Kopien deletiert.",
        "PHASE_PROVEN": "Welche Kopie was trägt, ist gezeigt, mit Angabe der Quelle.",
        "PHASE_UNKNOWN": "Welche Kopie was trägt, ist nicht bekannt.",
        "ONE_PARENT_ONLY": "Der Genotyp eines Elternteils macht eine Phase wahrscheinlich, beweist "
        "sie aber nicht.",
        "SINGLE_SOURCE_DELETION": "Die Deletion beruht auf einem Caller; keine Lesetiefe bestätigt "
        "sie.",
        "PROPOSED_BY_DEPTH": "Kein Caller hat sie geschrieben; sie ist nur aus der Lesetiefe der "
        "Exons vorgeschlagen und muss mit einer unabhängigen Methode bestätigt werden.",
        "CONFIRMED_BY_DEPTH": "Die Lesetiefe der Exons ergibt dieselbe Kopienzahl.",
        "CONFIRMED_BY_READS": "Durch Reads bestätigt: Sie zeigen die Bruchpunktverbindung, auf so "
        "vielen Kopien wie bestimmt.",
        "JUNCTION_NOT_ASSESSED": "Was Reads zu einer Bruchpunktverbindung sagen, wo sie den Befund "
        "weder bestätigen noch ihm widersprechen.",
        "ENDS_BY_READS": "Wohin Reads die Enden eines Ereignisses legen, auf die Base genau.",
        "ENDS_DIFFER": "Reads legen die Enden anderswohin als der Caller.",
        "TWO_COPIES_NOT_CONFIRMED": "Als homozygot bestimmt; dass zwei Kopien vorhanden sind, ist "
        "nicht bewiesen.",
        "PARENTS_BOTH_CARRY": "Beide Eltern tragen die Variante, jede Kopie brachte also eine mit.",
        "PARENTS_BOTH_CARRY_BY_GENOTYPE": "Nach ihren Genotypen tragen beide Eltern die Variante; "
        "ihre Dateien nennen weder Qualität noch Tiefe der Befunde.",
        "TWO_COPIES_BY_DEPTH": "Ein Eintrag zur Kopienzahl zeigt zwei Kopien des ganzen Ortes.",
        "TWO_COPIES_BY_READS": "Reads verbinden die Variante mit beiden Allelen heterozygoter "
        "Marker zu beiden Seiten, zwei Kopien tragen sie also.",
        "COPIES_OPEN_BY_READS": "Was Reads zu einem homozygoten Befund sagen, und was fehlt, um "
        "mit ihnen zwei Kopien zu zeigen.",
        "ALLELE_MAY_BE_MISSING": "Zeichen in den Reads, dass ein Allel übersehen sein kann.",
        "HETEROZYGOTES_ON_BOTH_SIDES": "Zu beiden Seiten stehen nahebei sichere Heterozygote, zwei "
        "Kopien sind also vorhanden.",
        "OTHER_COPY_NOT_CALLED": "Halber Befund: Ein Allel wurde bestimmt, das andere ist "
        "unbekannt.",
        "JOINT_EFFECT": "Ereignisse einer Kopie wurden gemeinsam gelesen und setzen sie gemeinsam "
        "außer Funktion.",
        "COMPENSATED": "Ereignisse einer Kopie wurden gemeinsam gelesen und gleichen einander aus.",
        "FILTERED_CALL": "Der Caller hat den Eintrag gefiltert; er bleibt erhalten, die Sicherheit "
        "ist gering.",
        "OUTCOME_OPEN": "Ob die Kopie noch funktioniert, ist aus der Sequenz nicht zu entscheiden.",
        "SPLICE_OUTCOME_ASSUMED": "Möglich sind auch der Verbleib des Introns, eine kryptische "
        "Spleißstelle oder mehrere Transkripte; RNA lag nicht vor.",
        "UNCERTAIN_VARIANT": "Von unklarer Signifikanz; die Antwort beruht nicht darauf, und für "
        "klinische Entscheidungen ist es nicht zu verwenden.",
        "COPIES_UNKNOWN": "Die Zahl der Kopien, die das Ereignis tragen, ist nicht bekannt.",
        "MOSAIC_NOT_COUNTED": "Ein Befund mit wenigen Reads zählt nicht als Allel.",
        "RECORD_NOT_READ": "Ein Eintrag am Genort ist nicht lesbar.",
        "RECORD_NOT_INTERPRETED": "Ein Eintrag am Genort bleibt erhalten, ist aber nicht gedeutet.",
        "SMALL_VARIANTS_NOT_CALLABLE": "Exons, in denen kleine Varianten nicht auszuschließen "
        "waren.",
        "DELETIONS_NOT_ASSESSED": "Exons, in denen nicht nach Deletionen gesucht wurde, und warum.",
        "ALL_CALLABLE": "Jedes Exon war für kleine Varianten auswertbar.",
        "LOSS_OF_HETEROZYGOSITY": _OF_FINDINGS["LOSS_OF_HETEROZYGOSITY"],
        "CODON_NOT_PHASED": _OF_FINDINGS["CODON_NOT_PHASED"],
    },
    "Confidence": {"high": "hoch", "moderate": "mittel", "low": "gering"},
    "DeletionVerb": {
        "detected": "nachgewiesen",
        "called": "vom Caller angegeben",
        "proposed": "nur aus der Lesetiefe vorgeschlagen",
    },
    "Role": {
        "proband": "die untersuchte Person",
        "mother": "die Mutter",
        "father": "der Vater",
        "child": "das Kind",
        "sibling": "das Geschwister",
        "relative": "das Familienmitglied",
    },
}
