"""German words of what the person's own reads show."""

from __future__ import annotations

WORDS = {
    "CopiesByReads": {
        "TWO_COPIES": "Reads verbinden sie mit beiden Allelen heterozygoter Marker zu beiden "
        "Seiten: Zwei Kopien tragen sie.",
        "ONE_SIDE": "Reads verbinden sie nur auf einer Seite mit beiden Allelen eines "
        "heterozygoten Markers; auf der anderen Seite fehlt einer.",
        "FEW_LINKS": "Ein Marker daneben ist womöglich heterozygot, aber zu wenige Reads verbinden "
        "seine beiden Allele mit der Variante: Es fehlen tiefere oder längere Reads.",
        "NO_MARKER": "In Reichweite der Reads liegt kein heterozygoter Marker: Sie können eine "
        "Kopie nicht von zweien unterscheiden. Es fehlen längere Reads, die Lesetiefe des Exons "
        "oder die Eltern.",
        "REFERENCE_SHOWN": "Einige Reads zeigen die Referenz: Nicht jede Kopie trägt sie.",
        "FEW_READS": "Zu wenige Reads zeigen sie, um ihre Kopien anzugeben.",
        "ONE_STRAND": "Nur Reads eines Strangs zeigen sie, ihre Kopien bleiben daher offen.",
        "NOT_TOLD": "Die Veränderung ist zu lang, als dass das Alignment sie zeigte.",
    },
    "DropoutSign": {
        "AMPLICON": "Die meisten Reads darüber beginnen oder enden gemeinsam, wie in einem "
        "Amplikon: Von einer Kopie, an die ein Primer nicht bindet, gibt es keinen Read.",
        "VARIANT_UNDER_READ_ENDS": "Eine weitere Variante liegt dort, wo diese Reads beginnen oder "
        "enden, unter einem Primer.",
        "CAPTURE_EDGE": "Sie liegt am Rand des angereicherten Bereichs.",
        "ONE_STRAND": "Nur Reads eines Strangs zeigen sie.",
        "DEPTH_REDUCED": "Ihr Exon ist deutlich weniger gelesen als die anderen, wie dort, wo eine "
        "Kopie verloren oder nicht angereichert ist.",
    },
    "JunctionKind": {
        "deletion": "Deletion",
        "duplication": "Tandemduplikation",
        "inversion": "Inversion",
    },
    "WitnessAnswer": {
        "confirmed": "durch Reads bestätigt",
        "contradicted": "von Reads widersprochen",
        "not_assessable": "mit Reads nicht beurteilbar",
    },
    "WitnessReason": {
        "JUNCTION_SEEN": "Reads zeigen die Bruchpunktverbindung, auf so vielen Kopien wie "
        "angegeben.",
        "COPIES_NOT_CLAIMED": "Reads zeigen die Bruchpunktverbindung; kein Eintrag sagt, auf wie "
        "vielen Kopien.",
        "COPIES_NOT_TOLD": "Reads zeigen die Bruchpunktverbindung, aber nicht, auf wie vielen "
        "Kopien.",
        "OTHER_COPIES": "Reads zeigen die Bruchpunktverbindung, aber auf einer anderen Zahl von "
        "Kopien als angegeben.",
        "NO_JUNCTION": "Die Orte beider Enden sind gut gelesen, und kein Read zeigt die "
        "Bruchpunktverbindung.",
        "JUNCTION_ELSEWHERE": "Reads zeigen eine solche Bruchpunktverbindung nahe den angegebenen "
        "Enden, aber nicht innerhalb ihrer Grenzen.",
        "DEPTH_LOWERED": "Kein Read zeigt die Bruchpunktverbindung, die Lesetiefe darin ist aber "
        "geringer als daneben.",
        "SHORT_INVERSION": "Durch eine so kurze Inversion können Reads gerade hindurch aligniert "
        "sein.",
        "READS_INSIDE": "Wo der Verlust beider Kopien angegeben ist, sind Basen gelesen wie dort, "
        "wo mindestens eine vorhanden ist.",
        "ENDS_NOT_READ": "Ein Ende liegt dort, oder kann dort liegen, wo zu wenige Reads sind: "
        "Dass kein Read die Bruchpunktverbindung zeigt, sagt nichts.",
        "TOO_FEW_READS": "Über den Enden liegen zu wenige Reads, um zu sagen, ob die "
        "Bruchpunktverbindung vorhanden ist.",
        "ENDS_DO_NOT_MAP": "Reads an einem Ende passen an mehrere Orte: Sie zeigen die "
        "Bruchpunktverbindung weder, noch schließen sie sie aus.",
        "PERHAPS_NOT_TANDEM": "Reads zeigen keine Bruchpunktverbindung im Tandem; die weitere "
        "Kopie kann anderswo liegen.",
        "OUTSIDE_WINDOW": "Ein Ende liegt außerhalb des Bereichs, dessen Reads betrachtet werden.",
    },
}
