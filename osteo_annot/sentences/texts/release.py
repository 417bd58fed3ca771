"""What a report that was signed says of its signature, of an amendment and of a withdrawal."""

from __future__ import annotations

from osteo_annot.sentences.sentence import Sentence

_ISO = "ISO 15189:2022, 7.4.1.6"
_AMENDED = "ISO 15189:2022, 7.4.1.8"


def _said(name: str, en: str, de: str, when: str, source: str = _ISO) -> Sentence:
    """A sentence of this part."""
    return Sentence(f"release.{name}", en=en, de=de, when=when, source=source)


FINAL = _said(
    "final",
    "Final report, version {version:number}",
    "Endgültiger Befund, Version {version}",
    "Every signature that the policy asks for was given.",
)
INCOMPLETE = _said(
    "incomplete",
    "{standing:words}; not examined enough, no negative result",
    "{standing}; nicht genug untersucht, kein negatives Ergebnis",
    "It was signed as not examined enough.",
    "clinical rules 3.2",
)
AMENDED = _said(
    "amended",
    "Version {version:number}: amended, replaces version {old:number} of {day}",
    "Version {version}: geändert, ersetzt Version {old} vom {day}",
    "A signed report was amended, and the new version is signed.",
    _AMENDED,
)
CORRECTED = _said(
    "corrected",
    "Version {version:number}, an error is corrected: amended, replaces version {old:number} of "
    "{day}",
    "Version {version}, ein Fehler ist berichtigt: geändert, ersetzt Version {old} vom {day}",
    "A signed report was amended because it was in error, and the new version is signed.",
    _AMENDED,
)
WITHDRAWN = _said(
    "withdrawn",
    "WITHDRAWN on {day}: version {version:number} is not valid",
    "ZURÜCKGEZOGEN am {day}: Version {version} gilt nicht",
    "A signed report was withdrawn.",
    _AMENDED,
)
WITHDRAWN_BY = _said(
    "withdrawn_by",
    "Withdrawn {time} by {who}. It is kept to be read and must not be used. Reason: {reason}",
    "Zurückgezogen {time} von {who}. Er bleibt lesbar und darf nicht verwendet werden. Grund: "
    "{reason}",
    "A signed report was withdrawn.",
    _AMENDED,
)
REPLACED = _said(
    "replaced",
    "REPLACED on {day}: version {new:number} stands in the place of version {version:number}",
    "ERSETZT am {day}: Version {new} steht an der Stelle von Version {version}",
    "A later version of the report is signed.",
    _AMENDED,
)
REPLACED_BY = _said(
    "replaced_by",
    "Replaced by version {new:number} of {time}. It is kept to be read; go by the later version.",
    "Ersetzt durch Version {new} vom {time}. Er bleibt lesbar; es gilt die spätere Version.",
    "A later version of the report is signed.",
    _AMENDED,
)
CHANGED = _said(
    "changed",
    "What changed since version {old:number} of {day}",
    "Was sich seit Version {old} vom {day} geändert hat",
    "A signed report was amended, and the new version is signed.",
    _AMENDED,
)
REASON = _said(
    "reason",
    "Reason: {reason}",
    "Grund: {reason}",
    "A signed report was amended, and the new version is signed.",
    _AMENDED,
)
NOTHING_CHANGED = _said(
    "nothing_changed",
    "The result is the same.",
    "Das Ergebnis ist dasselbe.",
    "A signed report was amended, and no part of the result is another.",
    _AMENDED,
)
MORE_CHANGES = _said(
    "more_changes",
    "{count:further change|further changes} in the appendix.",
    "{count:weitere Änderung|weitere Änderungen} im Anhang.",
    "More changed than page one has room for.",
    _AMENDED,
)
SEALED = _said(
    "sealed",
    "Signed in the review; each person proved anew who signs. SHA-256 of what was signed: {hash}",
    "In der Durchsicht unterschrieben; jede Person hat sich dafür erneut ausgewiesen. SHA-256 des "
    "Unterschriebenen: {hash}",
    "The report was signed in the review.",
)
BY_PASSWORD = _said(
    "by_password",
    "signed electronically",
    "elektronisch unterschrieben",
    "The report was signed in the review.",
)
SIGNED_AS = _said(
    "signed_as",
    "{role}, {capacity:words}",
    "{role}, {capacity:words}",
    "The report was signed in the review.",
)
