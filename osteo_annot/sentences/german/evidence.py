"""German words of classes, tiers and answers."""

from __future__ import annotations

WORDS = {
    "Strength": {
        "stand_alone": "allein ausreichend",
        "very_strong": "sehr stark",
        "strong": "stark",
        "moderate": "mittel",
        "supporting": "unterstützend",
        "not_applicable": "nicht anwendbar",
        "not_assessable": "nicht beurteilbar",
    },
    "AcmgClass": {
        "P": "pathogen",
        "LP": "wahrscheinlich pathogen",
        "VUS": "Variante unklarer Signifikanz",
        "LB": "wahrscheinlich benigne",
        "B": "benigne",
    },
    "Tier": {
        "A": "Funktionsverlust zu erwarten, oder wahrscheinlich pathogen",
        "B": "Funktionsverlust möglich",
        "C": "kein Funktionsverlust zu erwarten",
    },
    "Answered": {"yes": "ja", "no": "nein", "not_assessed": "nicht beurteilt"},
    "FrequencyStatus": {
        "found": "gefunden",
        "absent": "nicht vorhanden in einer Quelle, die den Ort sehen konnte",
        "not_assessed": "nicht beurteilt",
    },
}
