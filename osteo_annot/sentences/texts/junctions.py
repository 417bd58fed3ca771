"""What reads say of the junction of a deletion, duplication or inversion."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

COUNTS = Sentence(
    "junction.counts",
    en="{shown:fragment shows|fragments show} the junction ({split:number} split, {gapped:number} "
    "with the bases left out, {clipped:number} clipped, {pairs:number} by their pair), "
    "{left:number} and {right:number} the reference at its ends",
    de="{shown:Fragment zeigt|Fragmente zeigen} die Bruchpunktverbindung ({split} geteilt, "
    "{gapped} mit ausgelassenen Basen, {clipped} beschnitten, {pairs} durch ihr Paar), "
    "{left} und {right} die Referenz an ihren Enden",
    when="Reads were asked for the junction of an event, and the depth cannot be compared.",
    source="reads.md 1",
)
COUNTS_AND_DEPTH = Sentence(
    "junction.counts_and_depth",
    en="{counts:words}; the depth inside is {ratio} of that beside it",
    de="{counts}; die Tiefe innen ist {ratio} der Tiefe daneben",
    when="Reads were asked for the junction of an event, in a genome.",
    source="reads.md 1",
)
CONTRADICTS = Sentence(
    "junction.contradicts",
    en="{meaning:words} {event}: {reason:words} ({counts:words})",
    de="{meaning} {event}: {reason} ({counts})",
    when="Reads contradict the junction of an event, or its copies.",
    source="reads.md 2",
)
CONFIRMED = Sentence(
    "junction.confirmed",
    en="{event:words}: {meaning:words} ({counts:words})",
    de="{event}: {meaning} ({counts})",
    when="Reads show the junction of a deciding event, on as many copies.",
    source="reads.md 2",
)
NOT_ASSESSED = Sentence(
    "junction.not_assessed",
    en="{event:words}: {reason:words} ({counts:words}; {covered:number} % of the places of its "
    "ends are read well)",
    de="{event}: {reason} ({counts}; {covered} % der möglichen Stellen ihrer Enden sind gut "
    "gelesen)",
    when="Reads neither confirm nor contradict a deciding event.",
    source="reads.md 2",
)
ENDS = Sentence(
    "junction.ends",
    en="{event:words}: by {reads:read|reads} it reaches from {start:number} to {end:number}.",
    de="{event}: Nach {reads:Read|Reads} reicht sie von {start} bis {end}.",
    when="Reads show both ends of a deciding event to the base.",
    source="reads.md 3",
)
ENDS_SHARED = Sentence(
    "junction.ends_shared",
    en="{ends:words} Both sides share {shared:base|bases}: it may lie as far to the right.",
    de="{ends} Beide Seiten haben {shared:Base|Basen} gemeinsam: So weit rechts kann sie liegen.",
    when="Both sides of a junction share bases (microhomology).",
    source="reads.md 3",
)
ENDS_INSERTED = Sentence(
    "junction.ends_inserted",
    en="{ends:words} Between them stands {bases}.",
    de="{ends} Dazwischen steht {bases}.",
    when="Bases at a junction that are of neither side.",
    source="reads.md 3",
)
ENDS_DIFFER = Sentence(
    "junction.ends_differ",
    en="{event:words}: {meaning:words} The record says {start:number} to {end:number}.",
    de="{event}: {meaning} Der Eintrag nennt {start} bis {end}.",
    when="A caller's exact ends are not those that reads show.",
    source="reads.md 3",
)
