"""What the page of a cohort shows: people by severity, what they can be filtered by, variants."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from osteo_annot.evidence.criterion import AcmgClass
from osteo_annot.report.page.view import look
from osteo_annot.report.table.carried import CarriedVariant, carried_of
from osteo_annot.values import dataclass
from osteo_annot.verdict.confidence import Confidence
from osteo_annot.verdict.state import State

_LINK = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*/){0,8}[A-Za-z0-9_][A-Za-z0-9_.-]*\.html")
_STATES = {state.value: state for state in State}
_CONFIDENCES = {confidence.value: confidence for confidence in Confidence}
MOST_LISTED = 20_000
"""People who are listed one by one; those without news are left out first."""
_UNFOLDED = 200
"""People of a group with news who stand unfolded."""
_CARRIERS = 30
"""People who are named beside a variant before the others are folded."""
_REFUSED = "Input refused"


@dataclass(frozen=True, slots=True)
class Person:
    """One person as a line of the page."""

    number: int
    """From 1, in the order of the table: an anchor of the page."""
    sample: str
    link: str
    """Relative address of the report; empty where there is none or it is not a plain one."""
    state: State | None
    """None for a person whose input was refused."""
    confidence: Confidence | None
    headline: str
    variants: tuple[CarriedVariant, ...]
    left: int
    """Named variants that only the report holds."""
    callable_exons: str
    flags: tuple[str, ...]
    refusal: str
    """Why the input was refused, or which format could not be made."""

    @property
    def has_news(self) -> bool:
        """Whether there is more to say than that nothing was found."""
        quiet = self.state is not None and self.state.is_none
        told = self.variants or self.left or self.flags or self.refusal
        return not quiet or bool(told)


def person_of(number: int, row: Mapping[str, str]) -> Person:
    """A row of the cohort table as a person."""
    judged = row["status"] == "judged"
    told = carried_of(row["variants"])
    return Person(
        number=number,
        sample=row["sample"],
        link=row["report"] if _LINK.fullmatch(row["report"]) else "",
        state=_STATES[row["state"]] if judged else None,
        confidence=_CONFIDENCES[row["confidence"]] if judged else None,
        headline=row["headline"],
        variants=told.variants,
        left=told.left,
        callable_exons=row["callable_exons"],
        flags=tuple(flag for flag in row["flags"].split(",") if flag),
        refusal=row["refusal"],
    )


@dataclass(frozen=True, slots=True)
class Group:
    """People of one state; those without news stand apart, and are folded."""

    text: str
    colour: str
    boxes: str
    count: int
    first: tuple[Person, ...]
    more: tuple[Person, ...]
    """Further people with news, folded so that a page of very many opens at once."""
    quiet: tuple[Person, ...]
    """People without news, folded."""
    left: int
    """People who are counted and not listed."""

    @property
    def listed(self) -> tuple[Person, ...]:
        """Everybody who has a line."""
        return self.first + self.more + self.quiet


def groups(people: Sequence[Person]) -> list[Group]:
    """The groups, most severe first, refused people last."""
    order: list[State | None] = [*State, None]
    room = MOST_LISTED
    found: list[Group] = []
    by_state: dict[State | None, list[Person]] = {state: [] for state in order}
    for person in people:
        by_state[person.state].append(person)
    listed = sum(person.has_news for person in people)
    quiet_room = max(0, room - listed)
    for state in order:
        own = by_state[state]
        if not own:
            continue
        news = [person for person in own if person.has_news][:room]
        room -= len(news)
        quiet = [person for person in own if not person.has_news][:quiet_room]
        quiet_room -= len(quiet)
        found.append(_group(state, len(own), news, quiet))
    return found


def _group(
    state: State | None, count: int, news: Sequence[Person], quiet: Sequence[Person]
) -> Group:
    """One group as it is shown."""
    seen = look(state) if state else None
    return Group(
        text=state.text if state else _REFUSED,
        colour=seen.group if seen else "open",
        boxes=seen.boxes if seen else "–",
        count=count,
        first=tuple(news[:_UNFOLDED]),
        more=tuple(news[_UNFOLDED:]),
        quiet=tuple(quiet),
        left=count - len(news) - len(quiet),
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that people are filtered by."""

    token: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ChipGroup:
    """Chips of one question: a person fits who has any of those chosen."""

    name: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """All chips, and the tokens of each person, by number."""

    groups: tuple[ChipGroup, ...]
    tokens: dict[int, str]


def filters(people: Sequence[Person]) -> Filters:
    """What people can be filtered by; a token is short, as it stands in each line."""
    known: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    tokens: dict[int, str] = {}
    for person in people:
        own = dict.fromkeys(_answers(person))
        counts.update(list(own))
        tokens[person.number] = " ".join(known.setdefault(a, f"{len(known):x}") for a in own)
    return Filters(
        tuple(
            ChipGroup(name, chips)
            for name in _QUESTIONS
            if (chips := tuple(_chips(name, known, counts)))
        ),
        tokens,
    )


_QUESTIONS = ("State", "Class", "Confidence", "Flag", "Exon")


def _answers(person: Person) -> Iterable[tuple[str, str]]:
    """Question and answer of each chip that a person has."""
    yield "State", person.state.text if person.state else _REFUSED
    for variant in person.variants:
        yield "Class", variant.class_.value
    if person.confidence:
        yield "Confidence", person.confidence.value
    for flag in person.flags:
        yield "Flag", flag
    for variant in person.variants:
        for exon in variant.exons:
            yield "Exon", str(exon)


def _chips(
    name: str, known: Mapping[tuple[str, str], str], counts: Mapping[tuple[str, str], int]
) -> Iterable[Chip]:
    """The chips of a question, in its own order."""
    order = {
        "State": [*(state.text for state in State), _REFUSED],
        "Class": [class_.value for class_ in AcmgClass],
        "Confidence": [confidence.value for confidence in Confidence],
    }.get(name, [])
    answers = [answer for question, answer in known if question == name]
    place = {answer: number for number, answer in enumerate(order)}
    for answer in sorted(answers, key=lambda answer: (place.get(answer, len(place)), answer)):
        yield Chip(known[name, answer], answer, counts[name, answer])


@dataclass(frozen=True, slots=True)
class Carrier:
    """A person who carries a variant."""

    person: Person
    variant: CarriedVariant


@dataclass(frozen=True, slots=True)
class VariantLine:
    """A variant and who carries it."""

    variant: CarriedVariant
    classes: tuple[AcmgClass, ...]
    """By the evidence of each person, most severe first."""
    first: tuple[Carrier, ...]
    folded: tuple[Carrier, ...]

    @property
    def count(self) -> int:
        """People who carry it."""
        return len(self.first) + len(self.folded)


def variant_lines(people: Iterable[Person]) -> list[VariantLine]:
    """Every named variant, those of most people first."""
    carriers: dict[str, list[Carrier]] = {}
    for person in people:
        for variant in person.variants:
            carriers.setdefault(variant.key, []).append(Carrier(person, variant))
    order = list(AcmgClass)
    lines = [
        VariantLine(
            own[0].variant,
            tuple(sorted({carrier.variant.class_ for carrier in own}, key=order.index)),
            tuple(own[:_CARRIERS]),
            tuple(own[_CARRIERS:]),
        )
        for own in carriers.values()
    ]
    return sorted(lines, key=lambda line: (-line.count, line.variant.name))
