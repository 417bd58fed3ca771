"""German words of what happened to the DNA and of the copies that carry it."""

from __future__ import annotations

WORDS = {
    "EventKind": {
        "small_variant": "kleine Variante",
        "deletion": "Deletion",
        "duplication": "Duplikation",
        "inversion": "Inversion",
        "insertion": "Insertion",
        "breakend": "Bruchpunktverbindung",
    },
    "Zygosity": {
        "heterozygous": "heterozygot",
        "apparent_homozygous": "scheinbar homozygot (Deletion einer Kopie nicht ausgeschlossen)",
        "homozygous": "homozygot",
        "hemizygous": "hemizygot (die andere Kopie ist hier deletiert)",
        "half_call": "auf mindestens einer Kopie; die andere Kopie wurde nicht bestimmt",
        "haploid_call": "nur als ein Allel bestimmt; Zahl der Kopien unbekannt",
        "mosaic_or_artefact": "Mosaik oder Artefakt (wenige Reads); nicht als Allel gezählt",
        "unknown": "vorhanden; Zahl der Kopien unbekannt",
    },
    "Strand": {"+": "Plusstrang", "-": "Minusstrang"},
    "Claim": {
        "junction": "Reads über die Bruchpunkte",
        "depth": "Lesetiefe",
        "junction_and_depth": "Reads über die Bruchpunkte und Lesetiefe",
        "unknown": "Grundlage nicht angegeben",
    },
    "PhaseSource": {
        "homozygous": "beide Kopien tragen sie",
        "deletion_exposed": "die andere Kopie ist hier deletiert (Stufe T4)",
        "same_site": "zwei Veränderungen derselben Basen können nicht auf einer Kopie liegen",
        "parents": "Genotypen beider Eltern (Stufe T3)",
        "physical": "Phasensatz des Callers (Stufe T2)",
        "reads": "Reads der Person, die beide überspannen (Stufe T2)",
        "review": "in der Begutachtung festgestellt, mit einem Nachweis außerhalb der Dateien",
        "one_parent": "Genotyp nur eines Elternteils: wahrscheinlich, nicht bewiesen (Stufe T3')",
        "pipe_without_set": "als phasiert geschrieben, ohne Phasensatz: nicht bewiesen (Stufe T1)",
        "unknown": "nicht bekannt",
    },
    "Effect": {
        "intact": "Normales Protein zu erwarten.",
        "protein_changed": "Protein mit veränderter Sequenz; ein Funktionsverlust ist nicht "
        "vorhergesagt.",
        "in_frame_loss": "Ein Teil des Proteins fehlt, das Leseraster bleibt erhalten.",
        "truncated_nmd": "Vorzeitiges Stoppcodon; Abbau der mRNA (NMD) zu erwarten.",
        "truncated_escapes_nmd": "Vorzeitiges Stoppcodon, das dem NMD entgeht; verkürztes Protein "
        "zu erwarten.",
        "extended": "Das Leseraster läuft über das Stoppcodon hinaus; der Rest des Proteins ist "
        "verändert.",
        "no_stop": "Im Leseraster ist kein Stoppcodon mehr vorhanden.",
        "start_lost": "Das Startcodon ist verloren; es entsteht kein oder ein unbekanntes Protein.",
        "last_exon_lost": "Das letzte Exon mit Stoppcodon und Polyadenylierungssignal ist "
        "verloren.",
        "gene_disrupted": "Eine Umlagerung trennt die Exons des Gens; kein normales Produkt.",
        "splice_site_lost": "Eine kanonische Spleißstelle ist verloren, deren Exon nicht einfach "
        "übersprungen werden kann.",
        "no_product": "Kein Produkt: Das ganze Gen oder sein Anfang mit Promotor und Startcodon "
        "ist deletiert.",
        "not_examined": "Nicht vollständig untersucht; im untersuchten Teil wurde nichts gefunden, "
        "was sie außer Funktion setzt.",
        "undecided": "Die Auswirkung ist aus dem Bekannten nicht zu berechnen.",
    },
    "CopyStatus": {
        "lost_or_altered": "verloren oder verändert",
        "may_carry_uncertain": "kann eine unklare Variante tragen",
        "intact_where_examined": "intakt, soweit untersucht",
        "not_examined": "nicht untersucht",
    },
}
