"""Sentences of the page of everybody."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_COHORT = "report.md, cohort page"


def _says(name: str, en: str, de: str, when: str) -> Sentence:
    """A sentence of the page of everybody."""
    return Sentence(f"cohort.{name}", en=en, de=de, when=when, source=_COHORT)


OPENING = _says(
    "opening",
    "State of the two copies of each person, most severe first. Where no candidate was found, that "
    "says no more than the callable exons allow: the report tells what was not examined. Nothing "
    "here is signed.",
    "Zustand der beiden Kopien jeder Person, das Schwerste zuerst. Wo kein Kandidat gefunden "
    "wurde, sagt das nicht mehr, als die auswertbaren Exons erlauben: der Befund nennt, was nicht "
    "untersucht wurde. Nichts hier ist unterschrieben.",
    "The page begins.",
)
QUIET = _says(
    "quiet",
    "{count:person|persons} without candidate, variant of uncertain significance or contradiction",
    "{count:Person|Personen} ohne Kandidat, Variante unklarer Signifikanz oder Widerspruch",
    "Persons without news are folded.",
)
LEFT = _says(
    "left",
    "{count:further person|further persons} not listed here: the table of this run holds "
    "everybody.",
    "{count:weitere Person|weitere Personen} hier nicht aufgeführt: die Tabelle dieses Laufs "
    "enthält alle.",
    "More persons of a state than the page lists.",
)
VARIANTS = _says(
    "variants",
    "Candidates and what is of uncertain significance; the class is proposed by points (Tavtigian "
    "2020) from the evidence of each person.",
    "Kandidaten und was unklarer Signifikanz ist; die Klasse ist nach Punkten (Tavtigian 2020) "
    "vorgeschlagen, aus der Evidenz jeder Person.",
    "A person carries a candidate or a variant of uncertain significance.",
)
FOOT = _says(
    "foot",
    "Proposed by software; a geneticist decides. This page holds genetic data of persons: "
    "confidential.",
    "Von Software vorgeschlagen; eine Genetikerin oder ein Genetiker entscheidet. Diese Seite "
    "enthält genetische Daten von Personen: vertraulich.",
    "The page ends.",
)
MULTIQC = _says(
    "multiqc",
    "Both copies of {gene} of each person; proposals for review.",
    "Beide Kopien von {gene} jeder Person; Vorschläge zur Beurteilung.",
    "A table for MultiQC is written.",
)
