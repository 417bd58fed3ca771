"""What a headline says of the diagnosis, and what is missing for it."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 3.2; earned claims 9"

CONSISTENT = Sentence(
    "diagnosis.consistent",
    en="Consistent with a diagnosis of OPTB5.",
    de="Vereinbar mit der Diagnose OPTB5.",
    when="Both copies are affected, each deciding allele is (likely) pathogenic, and the "
    "confidence is above low.",
    source=_RULE,
)
NOT_ENOUGH = Sentence(
    "diagnosis.not_enough",
    en="Not enough by itself for a diagnosis of OPTB5.",
    de="Das reicht allein für die Diagnose OPTB5 nicht aus.",
    when="Two copies are not confirmed, and nothing else is missing.",
    source=_RULE,
)
MISSING = Sentence(
    "diagnosis.missing",
    en="Not enough by itself for a diagnosis of OPTB5: {points:semicolons}.",
    de="Das reicht allein für die Diagnose OPTB5 nicht aus, denn {points}.",
    when="Both copies are or may be affected, and something is missing for the diagnosis.",
    source=_RULE,
)
COPIES_OPEN = Sentence(
    "diagnosis.copies_open",
    en="whether both copies are without function is open",
    de="ob beide Kopien ohne Funktion sind, ist offen",
    when="In some arrangement a copy may still work.",
    source=_RULE,
)
FINDING_OPEN = Sentence(
    "diagnosis.finding_open",
    en="what speaks against a deciding call is open",
    de="was gegen einen entscheidenden Befund spricht, ist offen",
    when="The confidence is low because of a finding, and every call is confirmed by itself.",
    source=_RULE,
)
POINT = Sentence(
    "diagnosis.point",
    en="{event:words} {open:and}",
    de="{event} {open}",
    when="A deciding event whose call or class is too weak.",
    source=_RULE,
)
BY_DEPTH_ALONE = Sentence(
    "diagnosis.by_depth_alone",
    en="is proposed from depth alone",
    de="ist nur aus der Lesetiefe vorgeschlagen",
    when="No caller wrote the event, and the confidence is low.",
    source="clinical rules Z21",
)
ONE_CALLER = Sentence(
    "diagnosis.one_caller",
    en="rests on one caller without confirmation",
    de="beruht auf einem Caller ohne Bestätigung",
    when="A deletion of one file, and the confidence is low.",
    source="clinical rules 2.4",
)
FILTERED = Sentence(
    "diagnosis.filtered",
    en="fails the filter of its caller",
    de="besteht den Filter des Callers nicht",
    when="The record of the event was filtered.",
    source="clinical rules 2.4",
)
WEAK = Sentence(
    "diagnosis.weak",
    en="is called from few reads or with low quality",
    de="beruht auf wenigen Reads oder geringer Qualität",
    when="Every call of the event is below the depth or the quality of the policy.",
    source="earned claims 8",
)
BENIGN_CLASS = Sentence(
    "diagnosis.benign_class",
    en="is {class_:lower} by {points:number} points",
    de="ist {class_:words} mit {points} Punkten",
    when="A deciding event is (likely) benign by its points.",
    source=_RULE,
)
UNCERTAIN_CLASS = Sentence(
    "diagnosis.uncertain_class",
    en="is of uncertain significance ({points:number} points; likely pathogenic with "
    "{needed:number})",
    de="ist von unklarer Signifikanz ({points} Punkte; wahrscheinlich pathogen ab {needed})",
    when="A deciding event is a variant of uncertain significance.",
    source=_RULE,
)
