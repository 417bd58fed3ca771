"""Who stands in the pedigree, and what was found of each: from the result, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from osteo_annot.report.result.copy_model import Copy
from osteo_annot.report.result.family_model import Answer, FamilyMember, Sex
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import event_name, is_named
from osteo_annot.sentences.texts import pictures as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.copy_status import CopyStatus
from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded

_MOST_EVENTS, _MOST_ALIKE = 4, 8
_OPEN = {State.APPARENT_HOM, State.POSSIBLE_COMPHET_UNPHASED}
"""States in which one copy is broken, and whether the other is too is the question."""


class Found(Worded):
    """What the genotypes of a person of the family show."""

    NOT_EXAMINED = ("not_examined", "not examined or not decided")
    NONE = ("none", "no altered copy found")
    OBLIGATE = ("obligate", "not examined, but an obligate carrier")
    ONE = ("one", "one copy altered")
    ONE_AND_OPEN = ("one_and_open", "one copy altered, the other open")
    BOTH = ("both", "both copies altered")


@dataclass(frozen=True, slots=True)
class Call:
    """What was called of one event in one person."""

    letter: str
    genotype: str
    reads: str
    """``12 of 30``, or all reads; empty where not told."""

    @property
    def text(self) -> str:
        """In one line, with the letter of the event."""
        told = self.reads and self.reads not in self.genotype
        return f"{self.letter} {self.genotype}" + (f" ({self.reads})" if told else "")


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the family."""

    role: str
    name: str
    """Sample or identifier; empty where nobody tells."""
    sex: Sex
    affected: Answer
    found: Found
    calls: tuple[Call, ...] = ()
    shares: str = ""
    """Of a half-sibling the parent that is shared, ``father`` or ``mother``; else empty."""

    @property
    def words(self) -> str:
        """The person in a sentence."""
        named = f"{self.role} {self.name}" if self.name and self.name != self.role else self.role
        told = {"yes": "affected", "no": "not affected", "unknown": ""}[self.affected]
        sex = "" if self.sex == "unknown" or self.role in _SEX_OF_ROLE else self.sex
        about = ", ".join(word for word in (sex, told) if word)
        calls = "".join(f"; {call.text}" for call in self.calls)
        return f"{named}{f' ({about})' if about else ''}: {self.found.text}{calls}."


@dataclass(frozen=True, slots=True)
class Family:
    """Everybody who is drawn."""

    proband: Member
    father: Member | None
    """Drawn as well where nobody tells of a parent, but of siblings or of related parents."""
    mother: Member | None
    siblings: tuple[Member, ...]
    children: tuple[Member, ...]
    others: tuple[Member, ...]
    """Relatives whose place in the family is not told."""
    parents_related: bool
    events: tuple[tuple[str, str], ...]
    """Letter and name of each event whose genotypes are given."""
    left_out: tuple[str, ...]
    """What is not drawn, one sentence each."""

    @property
    def members(self) -> list[Member]:
        """Everybody, parents first."""
        parents = [parent for parent in (self.father, self.mother) if parent]
        return [*parents, self.proband, *self.siblings, *self.children, *self.others]


_SEX_OF_ROLE: Mapping[str, Sex] = {
    "mother": "female",
    "father": "male",
    "sister": "female",
    "brother": "male",
    "daughter": "female",
    "son": "male",
}
_ROLE_OF_RELATION = {
    "mother": "mother",
    "father": "father",
    "sister": "sibling",
    "brother": "sibling",
    "sibling": "sibling",
    "daughter": "child",
    "son": "child",
    "child": "child",
}


def family_of_result(result: Result) -> Family | None:
    """Everybody of whom files, pedigree or order tell; None where nobody is told of."""
    order = result.order
    related = order is not None and order.consanguinity == "yes"
    told = order.family if order else ()
    if not (result.family or told or related):
        return None
    named = [event for event in result.events if is_named(event)]
    lettered = {event.id: chr(ord("A") + i) for i, event in enumerate(named[:_MOST_EVENTS])}
    members = [_of_files(result, member, lettered) for member in result.family]
    members = _with_order(result, members)
    by_role = {role: [m for m in members if m.role == role] for role in ("father", "mother")}
    siblings = [m for m in members if _ROLE_OF_RELATION.get(m.role) == "sibling"]
    children = [m for m in members if _ROLE_OF_RELATION.get(m.role) == "child"]
    others = [m for m in members if m.role not in _ROLE_OF_RELATION]
    with_parents = bool(siblings or related or by_role["father"] or by_role["mother"])
    hidden = sum(max(0, len(group) - _MOST_ALIKE) for group in (siblings, children, others))
    return Family(
        proband=_proband(result, named, lettered),
        father=(by_role["father"] or [_untold("father")])[0] if with_parents else None,
        mother=(by_role["mother"] or [_untold("mother")])[0] if with_parents else None,
        siblings=tuple(siblings[:_MOST_ALIKE]),
        children=tuple(children[:_MOST_ALIKE]),
        others=tuple(others[:_MOST_ALIKE]),
        parents_related=related,
        events=tuple((lettered[e.id], event_name(e)) for e in named[:_MOST_EVENTS]),
        left_out=_left_out(len(named) - len(lettered), hidden),
    )


def _left_out(events: int, people: int) -> tuple[str, ...]:
    """What is only in the table."""
    told = [say.FURTHER_EVENTS(count=events).text] if events else []
    told += [say.FURTHER_RELATIVES(count=people).text] if people else []
    return tuple(told)


def _untold(role: str) -> Member:
    """A parent of whom nobody tells."""
    return Member(role, "", _SEX_OF_ROLE[role], "unknown", Found.NOT_EXAMINED)


def _proband(result: Result, named: Sequence[Event], lettered: Mapping[str, str]) -> Member:
    """The person asked about."""
    genotypes = {entry.id: entry.genotype for entry in result.ledger}
    calls = [
        Call(
            lettered[event.id],
            next((genotypes[o] for o in event.observations if genotypes.get(o)), "no GT"),
            _reads(event),
        )
        for event in named
        if event.id in lettered
    ]
    found = _found(result.verdict.state, result.copies)
    person = result.person
    return Member("proband", result.sample, person.sex, person.affected, found, tuple(calls))


def _reads(event: Event) -> str:
    """Reads with an event of all reads, from the first record that tells them."""
    for text in event.evidence.allele_depths:
        counts = text.split("/")
        if len(counts) == 2 and all(count.isdecimal() for count in counts):
            return f"{counts[1]} of {int(counts[0]) + int(counts[1])}"
    return ""


def _of_files(result: Result, member: FamilyMember, lettered: Mapping[str, str]) -> Member:
    """A relative whose genotypes are in the files."""
    calls = tuple(
        Call(letter, member.genotypes.get(event, "not called"), member.reads.get(event, ""))
        for event, letter in lettered.items()
    )
    found = _found(member.state, member.copies)
    carried = [member.carries.get(event) for event in lettered]
    if found is Found.NOT_EXAMINED and any(carried):
        found = Found.ONE
    elif found is Found.NOT_EXAMINED and carried and all(c == 0 for c in carried):
        found = Found.NONE
    shares = _shared_parent(result, member) if member.role == "sibling" else ""
    return Member(member.role, member.sample, member.sex, member.affected, found, calls, shares)


def _found(state: State, copies: Sequence[Copy]) -> Found:
    """What a person's own state says of the two copies."""
    if state.is_biallelic:
        return Found.BOTH
    if state in _OPEN:
        return Found.ONE_AND_OPEN
    if state.is_none or state is State.INDETERMINATE:
        return Found.NONE if state is State.NONE_CALLABLE else Found.NOT_EXAMINED
    altered = any(copy.status is CopyStatus.ALTERED for copy in copies)
    return Found.ONE if altered else Found.NOT_EXAMINED


def _shared_parent(result: Result, sibling: FamilyMember) -> str:
    """Of a sibling with another known father or mother, the parent that is shared."""
    person = result.person
    if sibling.father and person.father and sibling.father != person.father:
        return "mother"
    if sibling.mother and person.mother and sibling.mother != person.mother:
        return "father"
    return ""


def _with_order(result: Result, members: list[Member]) -> list[Member]:
    """The relatives of the files, with what the order tells of them and of others."""
    obligate = Found.OBLIGATE if result.verdict.state.is_biallelic else Found.NOT_EXAMINED
    known = list(members)
    for relative in result.order.family if result.order else ():
        relation = relative.relation.casefold()
        index = next(
            (
                i
                for i, member in enumerate(known)
                if (relative.identifier and member.name == relative.identifier)
                or (relation in {"mother", "father"} and member.role == relation)
            ),
            None,
        )
        if index is not None:
            if known[index].affected == "unknown":
                known[index] = replace(known[index], affected=relative.affected)
            continue
        is_child = _ROLE_OF_RELATION.get(relation) == "child"
        known.append(
            Member(
                relation if relation in _ROLE_OF_RELATION else relative.relation,
                relative.identifier,
                _SEX_OF_ROLE.get(relation, "unknown"),
                relative.affected,
                obligate if is_child else Found.NOT_EXAMINED,
            )
        )
    return known
