"""German words of what was given to judge an exon by, and of markers around the gene."""

from __future__ import annotations

WORDS = {
    "CoverageKind": {
        "callable_regions": "auswertbare Bereiche",
        "quantized_depth": "gestufte Lesetiefe",
        "depth_thresholds": "Tiefenschwellen",
        "depth_per_base": "Lesetiefe je Base",
        "depth_of_regions": "mittlere Lesetiefe von Bereichen",
        "alignments": "Reads",
        "depth_summary": "mittlere Lesetiefe ganzer Chromosomen",
    },
    "NoCallReason": {
        "TOO_FEW_REFERENCES": "Weniger als 5 Referenzproben lagen vor, und die Lesetiefe ist nicht "
        "die eines ganzen Genoms.",
        "TOO_FEW_CONTROLS": "Weniger als 20 Kontrollfenster neben dem Gen waren gleichmäßig "
        "gelesen.",
        "DOES_NOT_FIT_REFERENCES": "Die Lesetiefe neben dem Gen weicht von der der Referenzen ab: "
        "ein anderes Verfahren oder eine Probe schlechter Qualität.",
        "EXON_NOT_READ_IN_REFERENCES": "Die Referenzen haben in dem Exon keine Reads.",
        "EXON_NOT_TOLD": "Die Datei gibt die Lesetiefe des Exons nicht an.",
        "FIRST_EXON_NEEDS_REFERENCES": "Exon 1 ist reich an G und C und schlecht zu lesen: Ohne "
        "Referenzen ergibt seine Lesetiefe keine Kopien.",
        "SPREAD_TOO_WIDE": "Die Lesetiefe schwankt zu sehr, um eine Kopie von zweien zu "
        "unterscheiden.",
        "PARTS_DISAGREE": "Das Exon und die Basen daneben unterscheiden sich in der Lesetiefe: "
        "Dort kann ein Bruchpunkt liegen.",
        "BETWEEN_COPIES": "Das Verhältnis liegt zwischen zwei Kopienzahlen.",
        "RATIO_TOO_HIGH": "Das Verhältnis liegt über 3: Die Lesetiefe passt nicht zu dem, woran "
        "sie gemessen wird.",
        "AS_LOW_AS_REFERENCES": "Kontrollfenster der Referenzen, die zwei Kopien haben, sind zu "
        "oft ebenso niedrig.",
        "NOT_ANCHORED": "Das Exon ist gelesen wie die Umgebung des Gens, nichts weiter entfernt "
        "zeigt aber, wie tief zwei Kopien sind: Der Verlust von allem sähe ebenso aus.",
    },
    "Homozygosity": {
        "autozygous_region": "Ein langer homozygoter Abschnitt umfasst das Gen, und keine Deletion "
        "erklärt ihn: Beide Kopien können von einem Vorfahren (Autozygotie) oder von einem "
        "Elternteil (Isodisomie) stammen. Die Lesetiefe geht in diese Antwort nicht ein.",
        "heterozygous_nearby": "Am Gen oder nahebei stehen heterozygote Marker: Zwei verschiedene "
        "Kopien sind dort vorhanden. Eine Deletion zwischen diesen Markern ist nicht "
        "ausgeschlossen.",
        "hemizygous_possible": "Die homozygoten Marker fallen mit einer Deletion zusammen: Was "
        "dort homozygot aussieht, kann auf nur einer Kopie liegen (hemizygot).",
        "no_marker": "Kein Marker um das Gen wurde gelesen: Ob dort zwei verschiedene Kopien "
        "sind, sagen Marker nicht.",
        "undecided": "Die Marker um das Gen unterscheiden einen autozygoten Bereich nicht von zwei "
        "verschiedenen Kopien: Es sind zu wenige, der Abschnitt ist kurz, oder sie widersprechen "
        "sich.",
    },
}
