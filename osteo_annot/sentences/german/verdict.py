"""German words of the verdict: what to test next, and what would change the answer."""

from __future__ import annotations

WORDS = {
    "NextTest": {
        "CONFIRM_DELETION": "Die Deletion mit einer unabhängigen Methode bestätigen: MLPA, qPCR, "
        "Array.",
        "CONFIRM_VARIANT": "Die Varianten mit einer unabhängigen Methode bestätigen.",
        "EXON_COPY_NUMBER": "Die Kopienzahl jedes Exons bestimmen (MLPA oder qPCR).",
        "TEST_PARENTS": "Beide Eltern auf die gefundenen Varianten untersuchen.",
        "EXCLUDE_UPD": "Ist nur ein Elternteil Anlageträger, eine uniparentale Disomie "
        "ausschließen.",
        "ANALYSE_AOH": "Fehlende Heterozygotie um 6q21 in den ungefilterten Daten untersuchen.",
        "PHASE_BY_READS": "Sind die Eltern nicht verfügbar oder nicht aussagekräftig, die Phase "
        "durch lange Reads oder ein Amplikon bestimmen, das beide Varianten überspannt.",
        "EXCLUDE_DROPOUT": "Einen Allelausfall ausschließen: die Variante mit anderen Primern oder "
        "anderer Anreicherung sequenzieren, oder die Eltern untersuchen.",
        "LINK_MARKERS": "Die Stelle mit langen Reads lesen: heterozygote Marker auf beiden Seiten, "
        "die sie mit der Variante verbinden, würden zeigen, ob zwei Kopien sie tragen.",
        "CLOSE_GAPS": "Die nicht auswertbaren Exons sequenzieren.",
        "INTRONIC_OR_RNA": "Eine zweite Variante in Introns und regulatorischer Sequenz suchen "
        "(Genom- oder RNA-Sequenzierung).",
        "RNA_STUDY": "An der RNA prüfen, welches Transkript entsteht (Fibroblasten oder Blut).",
        "OTHER_GENES": "Passt das klinische Bild, die anderen Osteopetrose-Gene untersuchen "
        "(CLCN7, TCIRG1, SNX10 und die in der Differenzialdiagnose genannten).",
        "RESOLVE_CONTRADICTION": "Den Widerspruch vor jeder Schlussfolgerung mit einer "
        "unabhängigen Methode klären.",
        "COUNSELLING": "Der Familie eine genetische Beratung anbieten.",
        "EVIDENCE_ON_UNCERTAIN": "Belege zu dem sammeln, was von unklarer Signifikanz ist: Eltern "
        "und weitere betroffene Verwandte, RNA, Funktionstest.",
    },
    "Change": {
        "PARENTS_IN_CIS": "Stammen beide Varianten von einem Elternteil, liegen sie auf einer "
        "Kopie, und von der anderen ist nicht gezeigt, dass sie betroffen ist.",
        "PARENTS_IN_TRANS": "Stammt je eine Variante von jedem Elternteil, liegen sie auf "
        "verschiedenen Kopien.",
        "COPY_NUMBER_ONE": "Ist dort nur eine Kopie vorhanden, liegt die Variante einer Deletion "
        "gegenüber.",
        "COPY_NUMBER_TWO": "Sind zwei Kopien vorhanden und tragen beide Eltern die Variante, ist "
        "sie homozygot.",
        "DELETION_NOT_CONFIRMED": "Findet eine unabhängige Methode zwei Kopien der Exons, entfällt "
        "die Deletion.",
        "SECOND_VARIANT": "Eine zweite Variante auf der anderen Kopie (intronisch, regulatorisch, "
        "strukturell) würde bedeuten, dass beide Kopien betroffen sind.",
        "VARIANT_IN_GAP": "Eine Variante oder Deletion in dem, was nicht untersucht wurde.",
        "CONTRADICTION_RESOLVED": "Die Antwort hängt davon ab, was den Widerspruch klärt oder das "
        "Offene zeigt.",
        "VARIANT_NOT_CONFIRMED": "Wird eine Variante nicht bestätigt, zeigt nichts, dass ihre "
        "Kopie betroffen ist.",
        "UNCERTAIN_RECLASSIFIED": "Erweist sich als pathogen, was von unklarer Signifikanz ist, "
        "ist seine Kopie betroffen.",
    },
    "Premise": {
        "genotype": "Wenn der Genotyp stimmt",
        "copy_number": "Wenn die Kopienzahl stimmt",
        "reads": "Wenn die Reads stimmen",
        "call": "Wenn der Befund des Callers stimmt",
        "depth": "Wenn die Lesetiefe stimmt",
    },
    "State": {
        "BIALLELIC_HOM_DEL": "Deletion derselben Exons auf beiden Kopien",
        "BIALLELIC_HOM_SMALL": "Eine Variante, auf beiden Kopien",
        "BIALLELIC_HEMI_OVER_DEL": "Auf einer Kopie eine Variante, auf der anderen eine Deletion",
        "BIALLELIC_COMPHET_TRANS": "Verschiedene Varianten auf den beiden Kopien (in trans)",
        "APPARENT_HOM": "Eine Variante auf beiden Kopien bestimmt; zwei Kopien nicht bestätigt",
        "POSSIBLE_COMPHET_UNPHASED": "Varianten, die auf einer Kopie oder auf beiden liegen "
        "können; Phase unbekannt",
        "CIS_PAIR": "Mehrere Varianten auf einer Kopie; auf der anderen keine gefunden",
        "MONOALLELIC_PLUS_GAP": "Eine Variante auf einer Kopie; eine zweite ist nicht "
        "ausgeschlossen",
        "MONOALLELIC": "Eine Variante auf einer Kopie; keine zweite gefunden",
        "INDETERMINATE": "Keine Antwort: Die Daten widersprechen sich oder lassen offen, was "
        "entscheidet",
        "NONE_CALLABLE": "Kein Allel mit Funktionsverlust gefunden; alle Exons waren für kleine "
        "Varianten auswertbar",
        "NONE_INCOMPLETE": "Kein Allel mit Funktionsverlust gefunden, aber das Gen wurde nicht "
        "vollständig untersucht",
    },
    "ConfidenceReason": {
        "EVIDENCE_CONTRADICTS": "Die Daten widersprechen sich oder lassen offen, was entscheidet.",
        "GENE_NOT_EXAMINED": "Das Gen wurde nicht vollständig untersucht: Was nicht gesehen wurde, "
        "kann die Antwort ändern.",
        "ONLY_DEPTH_TELLS": "Eine entscheidende Deletion ist allein aus der Lesetiefe der Exons "
        "vorgeschlagen.",
        "ONE_CALLER_ONLY": "Eine entscheidende Deletion beruht auf einem einzigen Caller; nichts "
        "Unabhängiges bestätigt sie.",
        "CALL_FILTERED": "Ein entscheidender Befund hat den Filter seines Callers nicht bestanden.",
        "CALL_WEAK": "Ein entscheidender Befund hat wenige Reads oder geringe Qualität.",
        "CALL_QUESTIONED": "Was in den Dateien gefunden wurde, spricht gegen einen entscheidenden "
        "Befund.",
        "UNCERTAIN_BESIDE": "Eine Variante unklarer Signifikanz kann auf der Kopie liegen, die als "
        "intakt gilt.",
        "OUTCOME_ASSUMED": "Was eine entscheidende Variante am Protein bewirkt, ist angenommen "
        "oder "
        "offen.",
        "PHASE_WITHOUT_PARENTS": "Dass die Varianten auf verschiedenen Kopien liegen, ist gezeigt, "
        "aber nicht durch sichere Genotypen beider Eltern.",
        "COPIES_WITHOUT_PARENTS": "Zwei Kopien sind gezeigt, aber nicht durch sichere Genotypen "
        "beider Eltern.",
        "LOSS_WITHOUT_DEPTH": "Dass keine Deletion auf einer Kopie liegt, ist nicht durch die "
        "Lesetiefe jedes Exons gezeigt.",
        "CONFIRMED_DELETION": "Nichts in den Dateien spricht gegen die Befunde; eine Methode "
        "darüber hinaus hat die Deletion nicht bestätigt.",
        "COPY_NUMBER_OPEN": "Dass am Ort der Variante zwei Kopien vorhanden sind, ist nicht "
        "bestätigt.",
        "PHASE_OPEN": "Ob die Varianten auf einer Kopie oder auf zweien liegen, ist nicht bekannt.",
        "ON_ONE_COPY": "Dass die Varianten auf einer Kopie liegen, zeigt die Phase.",
        "BOTH_PARENTS": "Sichere Genotypen beider Eltern zeigen es.",
        "DEPTH_OF_EVERY_EXON": "Jedes Exon war auswertbar, und seine Lesetiefe zeigt, dass keine "
        "Kopie fehlt.",
    },
}
