"""Names of kinds and strengths that stand inside other sentences."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_SEQUENCE_ONTOLOGY = "Sequence Ontology"
_ACMG = "Richards 2015; Abou Tayoun 2018"


def _kind(name: str, en: str, de: str) -> Sentence:
    """A kind of event."""
    return Sentence(
        f"kind.{name}",
        en=en,
        de=de,
        when="An event of this kind is named.",
        source=_SEQUENCE_ONTOLOGY,
    )


def _strength(name: str, en: str, de: str) -> Sentence:
    """A strength of a criterion."""
    return Sentence(
        f"strength.{name}",
        en=en,
        de=de,
        when="A criterion of this strength is named.",
        source=_ACMG,
    )


SMALL_VARIANT = _kind("small_variant", "small variant", "kleine Variante")
DELETION = _kind("deletion", "deletion", "Deletion")
DUPLICATION = _kind("duplication", "duplication", "Duplikation")
INVERSION = _kind("inversion", "inversion", "Inversion")
INSERTION = _kind("insertion", "insertion", "Insertion")
BREAKEND = _kind("breakend", "junction", "Bruchpunktverbindung")

STAND_ALONE = _strength("stand_alone", "stand-alone", "allein ausreichend")
VERY_STRONG = _strength("very_strong", "very strong", "sehr stark")
STRONG = _strength("strong", "strong", "stark")
MODERATE = _strength("moderate", "moderate", "mittel")
SUPPORTING = _strength("supporting", "supporting", "unterstützend")
NOT_APPLICABLE = _strength("not_applicable", "not applicable", "nicht anwendbar")
NOT_ASSESSABLE = _strength("not_assessable", "not assessable", "nicht beurteilbar")
