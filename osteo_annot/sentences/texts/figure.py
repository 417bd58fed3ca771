"""Words in the drawing of the two copies."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_SHOWN = "report.md, the two copies drawn; earned-claims 9"


def _word(name: str, en: str, de: str, when: str) -> Sentence:
    """A word or line of the drawing."""
    return Sentence(f"figure.{name}", en=en, de=de, when=when, source=_SHOWN)


TITLE = _word(
    "title", "The two copies of {gene}", "Die beiden Kopien von {gene}", "The drawing has a title."
)
FIRST = _word("first", "copy 1", "Kopie 1", "The first copy is drawn.")
SECOND = _word("second", "copy 2", "Kopie 2", "The second copy is drawn.")
HEADING = _word(
    "heading",
    "{premise:words}: {state:words}",
    "{premise}: {state}",
    "A reading of a contradiction is drawn.",
)
FUNCTION_LOST = _word(
    "function_lost", "■ loss expected", "■ Verlust erwartet", "Loss of function is predicted."
)
FUNCTION_KEPT = _word(
    "function_kept",
    "□ function kept",
    "□ Funktion erhalten",
    "Nothing on a copy breaks it or is uncertain, and every exon was examined.",
)
FUNCTION_OPEN = _word(
    "function_open", "? function open", "? Funktion offen", "Whether the copy works is open."
)
FUNCTION_UNCERTAIN = _word(
    "function_uncertain",
    "? uncertain variant",
    "? unklare Variante",
    "A variant of uncertain significance may lie on a copy that nothing else breaks; every other "
    "exon was examined.",
)
NO_LOSS_SEEN = _word(
    "no_loss_seen",
    "□ no loss seen",
    "□ kein Verlust gesehen",
    "Nothing on a copy breaks it or is uncertain, and not every exon was examined.",
)
NOT_EXAMINED = _word(
    "not_examined", "? {status:words}", "? {status}", "A copy was not fully examined."
)
ORIGIN_UNKNOWN = _word(
    "origin_unknown", "origin unknown", "Herkunft offen", "No parent shows where it came from."
)
MATERNAL = _word("maternal", "maternal", "mütterlich", "Parents show that it came from the mother.")
PATERNAL = _word("paternal", "paternal", "väterlich", "Parents show that it came from the father.")
LOST = _word("lost", "lost", "verloren", "An exon is lost.")
MORE = _word(
    "more",
    "and {count:number} more in the table",
    "und {count} weitere in der Tabelle",
    "More events than find a place in the drawing.",
)
PHASE_UNKNOWN = _word(
    "phase_unknown",
    "{name} (phase unknown)",
    "{name} (Phase unbekannt)",
    "An event may lie on either copy.",
)
UNCERTAIN = _word(
    "uncertain", "{name:words} (uncertain)", "{name} (unklar)", "An event is of uncertain class."
)
NAME = _word("name", "{name}", "{name}", "An event of known phase is drawn.")
STOP = _word(
    "stop", "■ stop, codon {codon:number}", "■ Stopp, Codon {codon}", "A premature stop is drawn."
)
OUTCOME = _word(
    "outcome", "{protein} – {effect:words}", "{protein} – {effect}", "Each copy has an outcome."
)
EXON = _word("exon", "exon {number:number}", "Exon {number}", "The axis names each exon.")
PLACE = _word("place", "{contig}, {assembly}", "{contig}, {assembly}", "The axis names the place.")
NO_EVENT = _word("no_event", "no event", "kein Ereignis", "No event lies on a copy.")
ON_COPY = _word(
    "on_copy",
    "{copy:words}: {events:commas}.",
    "{copy:capital}: {events}.",
    "The drawing is told in words.",
)
LOST_EXONS = _word(
    "lost_exons", "Lost: {exons:runs}.", "Verloren: {exons}.", "Exons of a copy are lost."
)
ALTERED_EXONS = _word(
    "altered_exons",
    "Altered: {exons:runs}.",
    "Verändert: {exons}.",
    "Exons of a copy are altered, but not lost.",
)
UNSEEN_EXONS = _word(
    "unseen_exons",
    "Not examined: {exons:runs}.",
    "Nicht untersucht: {exons}.",
    "Exons of a copy were not examined.",
)
UNCERTAIN_EXONS = _word(
    "uncertain_exons",
    "Uncertain variant, here or on the other copy: {exons:runs}.",
    "Unklare Variante, hier oder auf der anderen Kopie: {exons}.",
    "A variant of uncertain significance lies, or may lie, on exons of a copy.",
)
EXON_UNCERTAIN = _word(
    "exon_uncertain", "uncertain", "unklar", "An uncertain variant may lie on an exon of a copy."
)
MORE_FIGURES = _word(
    "more_figures",
    "{count:picture|pictures} of reads or depth: in the appendix.",
    "{count:Bild|Bilder} von Reads oder Lesetiefe: im Anhang.",
    "Page two has no room for every picture of reads and depth.",
)
FURTHER_FIGURES = _word(
    "further_figures",
    "Further pictures of reads and depth",
    "Weitere Bilder von Reads und Lesetiefe",
    "Pictures of reads or depth stand in the appendix.",
)
STOP_AT = _word(
    "stop_at",
    "Premature stop at codon {codon:number}.",
    "Vorzeitiger Stopp in Codon {codon}.",
    "A copy has a premature stop.",
)
MAKES = _word(
    "makes", "{protein}. {effect:words}", "{protein}. {effect}", "What a copy makes is told."
)
NOT_FULLY = _word(
    "not_fully",
    "{effect:words} Not fully examined: see what is missing.",
    "{effect} Nicht vollständig untersucht: siehe, was fehlt.",
    "A copy is taken to work, and not every exon was examined.",
)
