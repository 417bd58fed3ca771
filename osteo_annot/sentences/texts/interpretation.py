"""The interpretation on page one: what the variants mean together, and for whom."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_WORDS = "earned-claims 9; report.md, interpretation"
_RECESSIVE = "clinical rules 3.1; OMIM 259720"


def _says(name: str, en: str, de: str, when: str, source: str = _WORDS) -> Sentence:
    """A sentence of the interpretation."""
    return Sentence(f"interpretation.{name}", en=en, de=de, when=when, source=source)


CLASSED = _says(
    "classed",
    "{name:words} ({zygosity:short}, {class_name:words})",
    "{name} ({zygosity}, {class_name})",
    "A deciding variant is named.",
)
NAME = _says("name", "{name}", "{name}", "A small variant is named.")
STRUCTURAL_NAME = _says(
    "structural_name",
    "{kind:words} of {exons:runs}",
    "{kind} {exons:of_runs}",
    "A structural event is named.",
)
BOTH_AFFECTED = _says(
    "both_affected",
    "Both copies of {gene} are expected to be without function: {variants:list}.",
    "Für beide Kopien von {gene} ist ein Funktionsverlust zu erwarten: {variants}.",
    "Both copies are affected, with confidence above low, and each class is (likely) pathogenic.",
)
BOTH_CALLED = _says(
    "both_called",
    "By the calls in the files, both copies of {gene} are affected: {variants:list}; this is not "
    "enough for a diagnosis.",
    "Nach den Daten der Dateien sind beide Kopien von {gene} betroffen: {variants}; für eine "
    "Diagnose reicht das nicht aus.",
    "Both copies are affected, but the confidence is low or a class is not (likely) pathogenic.",
)
APPARENT = _says(
    "apparent",
    "Called on both copies of {gene}: {variants:list}. That two copies are there is not confirmed: "
    "a deletion of the other copy or an allele that dropped out would look the same.",
    "Auf beiden Kopien von {gene} bestimmt: {variants}. Dass zwei Kopien vorhanden sind, ist nicht "
    "bestätigt: Eine Deletion der anderen Kopie oder ein Allelausfall sähe ebenso aus.",
    "A variant is called homozygous, and two copies are not confirmed.",
)
PHASE_DECIDES = _says(
    "phase_decides",
    "In {gene}: {variants:list}. On opposite copies they would affect both; on one copy, the other "
    "would be left.",
    "In {gene}: {variants}. Auf verschiedenen Kopien beträfen sie beide; auf einer Kopie bliebe "
    "die andere erhalten.",
    "Two or more variants, and their phase decides.",
)
ONE_AFFECTED = _says(
    "one_affected",
    "On one copy of {gene}: {variants:list}. On the other, no loss-of-function allele was found in "
    "what was examined.",
    "Auf einer Kopie von {gene}: {variants}. Auf der anderen wurde im untersuchten Teil kein Allel "
    "mit Funktionsverlust gefunden.",
    "One copy is affected, and some exon was examined.",
)
ONE_AFFECTED_ALONE = _says(
    "one_affected_alone",
    "On one copy of {gene}: {variants:list}. What the other carries is not known: the files show "
    "of no exon that it was examined.",
    "Auf einer Kopie von {gene}: {variants}. Was die andere trägt, ist nicht bekannt: Die Dateien "
    "zeigen von keinem Exon, dass es untersucht wurde.",
    "One copy is affected, and no exon was shown to be examined.",
)
NOTHING_FOUND = _says(
    "nothing_found",
    "In what was examined of {gene}, no variant was found that is expected to break a copy.",
    "Im untersuchten Teil von {gene} wurde keine Variante gefunden, die eine Kopie außer Funktion "
    "setzen dürfte.",
    "No copy is affected, and some exon was examined.",
)
NOTHING_EXAMINED = _says(
    "nothing_examined",
    "Nothing in the files counts as a variant that breaks a copy of {gene}, but they show of no "
    "exon that it was examined: nothing follows from this.",
    "Nichts in den Dateien zählt als Variante, die eine Kopie von {gene} außer Funktion setzt; sie "
    "zeigen aber von keinem Exon, dass es untersucht wurde: Daraus folgt nichts.",
    "No copy is affected, and no exon was shown to be examined.",
)
CONTRADICTED = _says(
    "contradicted",
    "The data contradict each other, so that nothing is concluded.",
    "Die Daten widersprechen sich; es wird nichts gefolgert.",
    "The data contradict each other.",
)
LEFT_OPEN = _says(
    "left_open",
    "The files leave open what decides, so that nothing is concluded.",
    "Die Dateien lassen offen, was entscheidet; es wird nichts gefolgert.",
    "No answer can be given, and nothing contradicts anything.",
)
READING = _says(
    "reading",
    "{premise:words}: {state:lower}.",
    "{premise}: {state:words}.",
    "Two sources contradict each other, and each reading has a state.",
)
UNCERTAIN = _says(
    "uncertain",
    "Of uncertain significance, and not to be used for clinical decisions: {names:list}.",
    "Von unklarer Signifikanz und für klinische Entscheidungen nicht zu verwenden: {names}.",
    "A named variant is of uncertain significance.",
    "Richards 2015; ACGS 2024",
)
NO_FINDINGS = _says(
    "no_findings",
    "No findings were given as HPO terms: how far the clinical picture fits {disease} is not "
    "judged.",
    "Es wurden keine Befunde als HPO-Begriffe angegeben: Wie gut das klinische Bild zu {disease} "
    "passt, ist nicht beurteilt.",
    "No HPO term was given as present.",
)
FINDINGS_FIT = _says(
    "findings_fit",
    "Findings of the person that are known of {disease}: {fitting:commas}.",
    "Befunde der Person, die von {disease} bekannt sind: {fitting}.",
    "A finding of the person is a phenotype of the record.",
    "HPO annotations of OMIM 259720",
)
FINDINGS_DO_NOT = _says(
    "findings_do_not",
    "Findings that are not known of {disease}: {others:commas}.",
    "Befunde, die von {disease} nicht bekannt sind: {others}.",
    "A finding of the person is no phenotype of the record.",
    "HPO annotations of OMIM 259720",
)
RECESSIVE = _says(
    "recessive",
    "{disease} is autosomal recessive: it needs both copies without function.",
    "{disease} ist autosomal-rezessiv: Erst der Funktionsverlust beider Kopien führt dazu.",
    "A variant is named.",
    _RECESSIVE,
)
ONE_IN_FOUR = _says(
    "one_in_four",
    "Both parents were tested and each carries one: a further child of theirs inherits a variant "
    "from each with a probability of 1 in 4, and from one of them with 1 in 2.",
    "Beide Eltern wurden untersucht, jeder trägt eine Variante: Ein weiteres Kind erbt mit einer "
    "Wahrscheinlichkeit von 25 % von beiden eine Variante, mit 50 % von einem der beiden.",
    "Both copies are affected, and each parent was shown to carry one variant.",
    _RECESSIVE,
)
IF_PARENTS_CARRY = _says(
    "if_parents_carry",
    "Only if each parent carries one, a further child of theirs inherits a variant from each with "
    "a probability of 1 in 4; that each carries one was not shown.",
    "Nur wenn jeder Elternteil eine Variante trägt, erbt ein weiteres Kind mit einer "
    "Wahrscheinlichkeit von 25 % von beiden eine; dass jeder eine trägt, ist nicht gezeigt.",
    "Both copies are or may be affected, and the parents were not both tested.",
    _RECESSIVE,
)
NO_RECURRENCE = _says(
    "no_recurrence",
    "No risk of recurrence is stated, because that each parent carries one variant was not shown.",
    "Ein Wiederholungsrisiko wird nicht angegeben, weil nicht gezeigt ist, dass jeder Elternteil "
    "eine Variante trägt.",
    "Both copies are affected, both parents were tested, and not each carries one variant.",
    _RECESSIVE,
)
CARRIER_RISK = _says(
    "carrier_risk",
    "Each child of the person inherits the named copy with a probability of 1 in 2; it could be "
    "affected only if the other parent passes on a copy without function.",
    "Jedes Kind der Person erbt die genannte Kopie mit einer Wahrscheinlichkeit von 50 %; "
    "betroffen sein kann es nur, wenn der andere Elternteil eine Kopie ohne Funktion "
    "weitergibt.",
    "One copy is affected, and the call tells that it is one.",
    _RECESSIVE,
)
CARRIER_RISK_OPEN = _says(
    "carrier_risk_open",
    "On how many copies it lies is not known: each child of the person inherits it with a "
    "probability of 1 in 2 if on one, and surely if on both; a child could be affected only if the "
    "other parent passes on a copy without function.",
    "Auf wie vielen Kopien sie liegt, ist nicht bekannt: Jedes Kind der Person erbt sie mit einer "
    "Wahrscheinlichkeit von 50 %, wenn auf einer, und sicher, wenn auf beiden; betroffen sein "
    "kann ein Kind nur, wenn der andere Elternteil eine Kopie ohne Funktion weitergibt.",
    "One copy is affected, and the call leaves open how many copies carry it.",
    _RECESSIVE,
)
RELATED = _says(
    "related",
    "The parents are said to be related, which makes one ancestral variant on both copies more "
    "likely.",
    "Die Eltern sind nach Angabe verwandt; das macht dieselbe Variante eines gemeinsamen Vorfahren "
    "auf beiden Kopien wahrscheinlicher.",
    "The order tells that the parents are related, and a variant looks to be on both copies.",
    "clinical rules 3.1",
)
NOT_RELATED = _says(
    "not_related",
    "The parents are said not to be related.",
    "Die Eltern sind nach Angabe nicht verwandt.",
    "The order tells that the parents are not related, and a variant looks to be on both copies.",
    "clinical rules 3.1",
)
RELATED_ELSE = _says(
    "related_else",
    "The parents are said to be related.",
    "Die Eltern sind nach Angabe verwandt.",
    "The order tells that the parents are related, and no variant looks to be on both copies.",
    "clinical rules 3.1",
)
RESIDUAL = _says(
    "residual",
    "This does not exclude {disease}: what stands under “{open:words}” may hold a variant, and no "
    "figure is given for the risk that is left.",
    "Das schließt {disease} nicht aus: Unter „{open:words}“ Genanntes kann eine Variante "
    "enthalten; eine Zahl für das verbleibende Risiko wird nicht angegeben.",
    "No copy, or only one, is affected.",
    "ACMG 2013, sequencing; ESHG/EuroGentest",
)
