"""Why the state holds."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 3.2"

CANDIDATE = Sentence(
    "reason.candidate",
    en="{event:words}: {zygosity:words}. {effect:words} PVS1 {strength:words} ({path}).",
    de="{event}: {zygosity}. {effect} PVS1 {strength} ({path}).",
    when="Each deciding event.",
    source=_RULE,
)
OF_EVENT = Sentence(
    "reason.of_event",
    en="{event:words}: {reason:words}",
    de="{event}: {reason}",
    when="What is to be known of a deciding event.",
    source=_RULE,
)
NO_COPY_LEFT = Sentence(
    "reason.no_copy_left",
    en="No copy is left of {exons:exons}.",
    de="Keine Kopie ist übrig {exons:of}.",
    when="BIALLELIC_HOM_DEL.",
    source="clinical rules 2.2",
)
UNCERTAIN = Sentence(
    "reason.uncertain",
    en="{event:words}: {zygosity:words}; {points:number} points. {meaning:words}",
    de="{event}: {zygosity}; {points} Punkte. {meaning}",
    when="An event of uncertain significance on which the state does not rest.",
    source=_RULE,
)
BY_READS = Sentence(
    "reason.by_reads",
    en="{event:words}: {reads:words} show it. {meaning:words}",
    de="{event}: {reads} zeigen sie. {meaning}",
    when="A homozygous call that nothing else confirms, and the person's reads were given.",
    source="reads.md 2",
)
ONE_PARENT = Sentence(
    "reason.one_parent",
    en="{detail:words}.",
    de="{detail:capital}.",
    when="One parent's genotype makes a phase probable.",
    source="clinical rules 2.3 (tier T3')",
)
IN_TRANS = Sentence(
    "reason.in_trans",
    en="{pair:and} lie on opposite copies: {source:words}.",
    de="{pair} liegen auf verschiedenen Kopien: {source}.",
    when="Two deciding events are shown to lie on two copies.",
    source="clinical rules 2.3",
)
IN_CIS = Sentence(
    "reason.in_cis",
    en="{pair:and} lie on the same copy: {source:words}.",
    de="{pair} liegen auf derselben Kopie: {source}.",
    when="Two deciding events are shown to lie on one copy.",
    source="clinical rules 2.3",
)
PHASE_UNKNOWN = Sentence(
    "reason.phase_unknown",
    en="The phase of the variants is not known: {count:number} arrangements are possible.",
    de="Die Phase der Varianten ist nicht bekannt: {count} Anordnungen sind möglich.",
    when="Several deciding events, and more than one arrangement.",
    source="clinical rules 2.3",
)
SPLICE = Sentence(
    "reason.splice",
    en="{event:words}: {taken:words} {meaning:words}",
    de="{event}: {taken} {meaning}",
    when="A deciding event takes a splice site, and RNA was not seen.",
    source="clinical rules 2.5",
)
SPLICE_NO_SKIP = Sentence(
    "reason.splice_no_skip",
    en="taken to spoil the product, for no exon can simply be skipped.",
    de="Es ist angenommen, dass kein brauchbares Produkt entsteht, denn kein Exon kann einfach "
    "übersprungen werden.",
    when="A lost splice site whose exon cannot be skipped.",
    source="clinical rules 2.5",
)
SPLICE_IN_FRAME = Sentence(
    "reason.splice_in_frame",
    en="taken to skip {exons:exons} with the reading frame kept.",
    de="Es ist angenommen, dass {exons} übersprungen wird und das Leseraster erhalten bleibt.",
    when="A lost splice site whose exon can be skipped in frame.",
    source="clinical rules 2.5",
)
SPLICE_OUT_OF_FRAME = Sentence(
    "reason.splice_out_of_frame",
    en="taken to skip {exons:exons} without the reading frame kept.",
    de="Es ist angenommen, dass {exons} übersprungen wird und das Leseraster verloren geht.",
    when="A lost splice site whose exon can be skipped, out of frame.",
    source="clinical rules 2.5",
)
AS_ONE = Sentence(
    "reason.as_one",
    en="{event:words}: {parts:and} lie on one copy, and are read as one change.",
    de="{event}: {parts} liegen auf einer Kopie und werden als eine Veränderung gelesen.",
    when="Changes of one copy that act together.",
    source="earned claims 6",
)
AS_ONE_APART = Sentence(
    "reason.as_one_apart",
    en="{event:words}: {parts:and} lie on one copy, and are read as one change. The other copy "
    "carries {apart:and} without it.",
    de="{event}: {parts} liegen auf einer Kopie und werden als eine Veränderung gelesen. Die "
    "andere Kopie trägt {apart} ohne sie.",
    when="Changes of one copy that act together, one of which the other copy carries too.",
    source="earned claims 6",
)
UNDONE = Sentence(
    "reason.undone",
    en="{event} is undone by {by:and} on the same copy, which makes {protein}.",
    de="{event} wird durch {by} auf derselben Kopie aufgehoben; es entsteht {protein}.",
    when="A change that another one on its copy compensates.",
    source="clinical rules 2.1 (F20)",
)
SMALL_OPEN = Sentence(
    "reason.small_open",
    en="Small variants cannot be excluded in {exons:exons}.",
    de="Kleine Varianten sind {exons:in} nicht ausgeschlossen.",
    when="Exons that were not shown to be callable for small variants.",
    source="clinical rules 2.7",
)
