"""How values stand in a sentence: lists of exons, counts with their noun, joined parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from osteo_annot.sentences.language import Language

_AND = {Language.EN: "and", Language.DE: "und"}
_EXON = {Language.EN: ("exon", "exons"), Language.DE: ("Exon", "Exons")}
_NO_EXON = {Language.EN: "no exon", Language.DE: "kein Exon"}
_NONE = {Language.EN: "none", Language.DE: "keine"}
_THOUSANDS = {Language.EN: ",", Language.DE: "."}


def exon_text(exons: Sequence[int], language: Language = Language.EN) -> str:
    """``exon 4``, ``exons 2–5``, ``exons 2 and 4``.

    >>> exon_text((2, 3, 4))
    'exons 2–4'
    >>> exon_text((2, 4), Language.DE)
    'Exons 2 und 4'
    """
    if not exons:
        return _NO_EXON[language]
    one, several = _EXON[language]
    if len(exons) == 1:
        return f"{one} {exons[0]}"
    if list(exons) == list(range(exons[0], exons[-1] + 1)):
        return f"{several} {exons[0]}–{exons[-1]}"
    return f"{several} {', '.join(map(str, exons[:-1]))} {_AND[language]} {exons[-1]}"


def exon_runs(exons: Sequence[int], language: Language = Language.EN) -> str:
    """``exon 4``, ``exons 2–5``, ``exons 1, 3–4``; ``none`` for an empty list."""
    numbers = sorted(set(exons))
    if not numbers:
        return _NONE[language]
    runs: list[list[int]] = []
    for exon in numbers:
        if runs and runs[-1][-1] == exon - 1:
            runs[-1].append(exon)
        else:
            runs.append([exon])
    listed = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    return f"{_EXON[language][len(numbers) > 1]} {listed}"


def _with(
    words: Mapping[Language, tuple[str, str]],
    told: Callable[[Sequence[int], Language], str] = exon_text,
) -> Callable[[Sequence[int], Language], str]:
    """The exons after a preposition, which has one form for one exon and one for several."""

    def form(exons: Sequence[int], language: Language) -> str:
        one, several = words[language]
        return f"{several if len(exons) > 1 else one} {told(exons, language)}"

    return form


def number(value: int, language: Language = Language.EN) -> str:
    """An integer with the separators of the language, the same in every locale."""
    return f"{value:,}".replace(",", _THOUSANDS[language])


def counted(value: int, nouns: str, language: Language = Language.EN) -> str:
    """A number with its noun, given as ``one|several``.

    >>> counted(1, "entry|entries")
    '1 entry'
    """
    one, several = nouns.split("|")
    return f"{number(value, language)} {one if value == 1 else several}"


def joined_by_and(parts: Sequence[str], language: Language) -> str:
    """All parts with "and" between them."""
    return f" {_AND[language]} ".join(parts)


def listed(parts: Sequence[str], language: Language) -> str:
    """All parts as people write a list: ``a, b and c``."""
    *first, last = parts or ("",)
    return f"{', '.join(first)} {_AND[language]} {last}" if first else last


def capital(text: str) -> str:
    """The text as a sentence begins: ``the mother`` becomes ``The mother``."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """A sentence as a part of another; a name in capitals keeps them."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def until_aside(text: str) -> str:
    """The words before what follows ``;`` or ``(``: ``hemizygous``."""
    return text.split(";")[0].split("(")[0].strip()


def without_stop(text: str) -> str:
    """A sentence without its full stop, to go on with."""
    return text.rstrip(".")


def indefinite(text: str, language: Language) -> str:
    """With the indefinite article: ``a deletion``; German names of events are all feminine."""
    if language is Language.DE:
        return f"eine {text}"
    return f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"


def definite(text: str, language: Language) -> str:
    """With the definite article: ``the deletion``."""
    return f"die {text}" if language is Language.DE else f"the {text}"


OF_WORDS: dict[str, Callable[[str, Language], str]] = {
    "words": lambda text, _: text,
    "capital": lambda text, _: capital(text),
    "lower": lambda text, _: uncapital(text),
    "short": lambda text, _: until_aside(text),
    "open": lambda text, _: without_stop(text),
    "bare": lambda text, _: text.partition(" ")[2] or text,
    "a": indefinite,
    "the": definite,
}
"""Forms of a nested sentence, or of the words of a member of a closed list."""
OF_LISTS: dict[str, Callable[[Sequence[str], Language], str]] = {
    "and": joined_by_and,
    "list": listed,
    "semicolons": lambda parts, _: "; ".join(parts),
    "commas": lambda parts, _: ", ".join(parts),
    "sentences": lambda parts, _: " ".join(parts),
}
OF_EXONS: dict[str, Callable[[Sequence[int], Language], str]] = {
    "exons": exon_text,
    "runs": exon_runs,
    "of_runs": _with({Language.EN: ("of", "of"), Language.DE: ("von", "der")}, exon_runs),
    "of": _with({Language.EN: ("of", "of"), Language.DE: ("von", "der")}),
    "in": _with({Language.EN: ("in", "in"), Language.DE: ("in", "in den")}),
}
