"""Names of events within a sentence."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 3.3"

SMALL = Sentence(
    "event.small",
    en="{name}",
    de="{name}",
    when="A small variant, by its coding and protein name.",
    source="HGVS nomenclature; clinical rules 3.3",
)
STRUCTURAL = Sentence(
    "event.structural",
    en="{kind:words} {exons:of} ({name})",
    de="{kind} {exons} ({name})",
    when="A structural event that reaches exons, by kind, exons and genomic name.",
    source=_RULE,
)
STRUCTURAL_BESIDE = Sentence(
    "event.structural_beside",
    en="{kind:words} ({name})",
    de="{kind} ({name})",
    when="A structural event that reaches no exon.",
    source=_RULE,
)
STRUCTURAL_SHORT = Sentence(
    "event.structural_short",
    en="{kind:words} {exons:of}",
    de="{kind} {exons}",
    when="A structural event whose place the sentence before has named.",
    source=_RULE,
)
ONE = Sentence(
    "event.one",
    en="{event:a}",
    de="{event:a}",
    when="A structural event where a sentence names it first.",
    source=_RULE,
)
THIS = Sentence(
    "event.this",
    en="{event:the}",
    de="{event:the}",
    when="A structural event that was named before.",
    source=_RULE,
)
EFFECT_OPEN = Sentence(
    "event.effect_open",
    en="{event:words} (effect open)",
    de="{event} (Auswirkung offen)",
    when="A deciding event of tier B: loss of function is possible, not shown.",
    source="clinical rules 2.2 (with tier labels)",
)
WITH_ZYGOSITY = Sentence(
    "event.with_zygosity",
    en="{event:words} ({zygosity:short})",
    de="{event} ({zygosity:short})",
    when="An event of uncertain significance beside the deciding ones.",
    source="clinical rules 3.2",
)
MORE = Sentence(
    "event.more",
    en="{count:number} more",
    de="{count} weitere",
    when="More events of uncertain significance than a headline names.",
    source="clinical rules 3.2",
)
LEFTMOST = Sentence(
    "event.leftmost",
    en="the leftmost of equal places on the plus strand; g. names the rightmost, by the 3' rule",
    de="der am weitesten links liegende gleichwertige Ort auf dem Plusstrang; g. nennt den am "
    "weitesten rechts liegenden, nach der 3'-Regel",
    when="A change in a repeat: its place is not the one that g. names.",
    source="VCF 4.5 (left alignment); HGVS nomenclature (3' rule)",
)
