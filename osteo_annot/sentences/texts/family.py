"""What the family says."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_RULE = "clinical rules 3.1"
_TRIO = "clinical rules 2.1 (Z26)"

CARRIES = Sentence(
    "family.carries",
    en="{who:capital} carries {what:words}.",
    de="{who:capital} trägt {what}.",
    when="A parent's call shows a deciding event.",
    source=_RULE,
)
DOES_NOT_CARRY = Sentence(
    "family.does_not_carry",
    en="{who:capital} was called and does not carry {what:words}.",
    de="{who:capital} wurde bestimmt und trägt {what} nicht.",
    when="A parent's call shows that a deciding event is not there.",
    source=_RULE,
)
NOT_CALLED = Sentence(
    "family.not_called",
    en="{who:capital} was not called for {what:words}, or the call is not used.",
    de="Für {what} wurde {who} nicht bestimmt, oder der Befund wird nicht verwendet.",
    when="A parent of whom no call of a deciding event is usable.",
    source=_RULE,
)
MOSAIC = Sentence(
    "family.mosaic",
    en="Of {who:words}, {reads:words} show {what:words}: mosaic or artefact. Counted neither as a "
    "carrier nor as lacking it; a recurrence is not excluded.",
    de="{who:capital}: {reads} mit {what}, Mosaik oder Artefakt. Zählt weder als Anlageträger noch "
    "als frei davon; ein Wiederholungsrisiko ist nicht ausgeschlossen.",
    when="A parent with reads of a deciding event that are too few for an allele.",
    source="earned claims 5",
)
NEITHER = Sentence(
    "family.neither",
    en="Neither parent carries {what:words}: it is new, or parentage is not as stated, or a "
    "parent's call is wrong.",
    de="Kein Elternteil trägt {what}: Die Veränderung ist neu entstanden, die Elternschaft ist "
    "nicht wie angegeben, oder ein Befund der Eltern ist falsch.",
    when="Both parents were called, and neither carries a deciding event.",
    source=_TRIO,
)
NAMED = Sentence(
    "family.named",
    en="{role:words} {name}",
    de="{role} {name}",
    when="A relative whose sample has a name of its own.",
    source=_RULE,
)
AFFECTED_ALIKE = Sentence(
    "family.affected_alike",
    en="{who:capital}, affected, has variants on both copies too.",
    de="{who:capital}, betroffen, hat ebenfalls Varianten auf beiden Kopien.",
    when="An affected relative with a biallelic state.",
    source=_RULE,
)
AFFECTED_DIFFERS = Sentence(
    "family.affected_differs",
    en="{who:capital}, affected, is not shown to have variants on both copies: they do not "
    "explain that person, or are not the cause.",
    de="{who:capital}, betroffen: Varianten auf beiden Kopien sind nicht gezeigt. Sie erklären "
    "die Erkrankung dieser Person nicht, oder sie sind nicht die Ursache.",
    when="An affected relative without a biallelic state.",
    source=_RULE,
)
UNAFFECTED_ALIKE = Sentence(
    "family.unaffected_alike",
    en="{who:capital}, unaffected, has variants on both copies too: this speaks against them as "
    "the cause.",
    de="{who:capital}, nicht betroffen, hat ebenfalls Varianten auf beiden Kopien: Das spricht "
    "gegen sie als Ursache.",
    when="An unaffected relative with a biallelic state.",
    source=_RULE,
)
UNAFFECTED_DIFFERS = Sentence(
    "family.unaffected_differs",
    en="{who:capital}, unaffected, is not shown to have variants on both copies.",
    de="{who:capital}, nicht betroffen: Varianten auf beiden Kopien sind nicht gezeigt.",
    when="An unaffected relative without a biallelic state.",
    source=_RULE,
)
ONE_IN_FOUR = Sentence(
    "family.one_in_four",
    en="Both parents were tested and each carries one of the variants: each further child inherits "
    "both with a probability of one in four.",
    de="Beide Eltern wurden untersucht, und jeder Elternteil trägt eine der Varianten: Das "
    "Wiederholungsrisiko für jedes weitere Kind beträgt 25 %.",
    when="Both parents were tested and each gave one broken copy.",
    source=_RULE,
)
NO_RISK_STATED = Sentence(
    "family.no_risk_stated",
    en="No risk of recurrence is stated: that each parent carries one of the variants was not "
    "shown.",
    de="Ein Wiederholungsrisiko wird nicht angegeben: Dass jeder Elternteil eine der Varianten "
    "trägt, wurde nicht gezeigt.",
    when="A biallelic state with a parent, and not both are shown as carriers.",
    source=_RULE,
)
