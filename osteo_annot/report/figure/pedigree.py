"""The family as a pedigree, with what was found under each person.

Symbols after Bennett et al. (J Genet Couns 2008, 17:424; 2022, 31:1238): square for a man, circle
for a woman, diamond where the sex is not told; filled for an affected person, half filled for a
carrier, a dot for an obligate carrier who was not tested, ``?`` for one who was not examined, an
arrow at the person asked about, a double line between related parents. Filled means that pedigree
or order call the person affected, never that two copies are altered: those are striped.
"""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.report.figure.members import Family, Found, Member, family_of_result
from osteo_annot.report.figure.svg import drawing, element, filled, label, line, path
from osteo_annot.report.result.model import Result
from osteo_annot.report.text import visible
from osteo_annot.sentences.texts.captions import RELATED
from osteo_annot.values import dataclass

_STEP, _HALF, _LINE = 118.0, 17.0, 13.0
_TOP, _BETWEEN, _LEAST_WIDTH = 26.0, 58.0, 340.0
"""Middle of the first symbols; from the words of a generation to the next; room for names."""
_CELL, _NAME = 19, 54
"""Characters that find room under a symbol, and in the lines below."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A person, placed."""

    member: Member
    x: float
    """Middle of the symbol."""
    y: float
    """Middle of the symbol."""

    @property
    def lines(self) -> list[str]:
        """What stands under the symbol, below the role."""
        name = self.member.name if self.member.name != self.member.role else ""
        return [_cut(text, _CELL) for text in (name, *(c.text for c in self.member.calls)) if text]

    @property
    def bottom(self) -> float:
        """Where its words end."""
        return self.y + _HALF + _LINE * (1 + len(self.lines))


@dataclass(frozen=True, slots=True)
class _Layout:
    """Everybody, placed; generations from above."""

    parents: list[_Place]
    """Father, then mother; or nobody."""
    middle: list[_Place]
    """The person asked about, with brothers and sisters."""
    proband: _Place
    partner_x: float | None
    """Where the other parent of the children stands, of whom nobody tells."""
    children: list[_Place]
    others: list[_Place]

    @property
    def everybody(self) -> list[_Place]:
        """All places."""
        return [*self.parents, *self.middle, *self.children, *self.others]


def pedigree_figure(result: Result) -> str:
    """The drawing; empty where nobody of the family is told of."""
    family = family_of_result(result)
    if family is None:
        return ""
    layout = _layout(family)
    body = _kinship(layout, related=family.parents_related)
    for place in layout.everybody:
        body += _symbol(place)
    body += _arrow(layout.proband)
    y = max(place.bottom for place in layout.everybody) + _LINE
    for text in (*(f"{letter}: {name}" for letter, name in family.events), *family.left_out):
        y += _LINE
        body.append(label(_cut(text, _NAME), 4, y, "said", "start"))
    right = max(place.x for place in layout.everybody) + _STEP / 2
    size = (max(right, (layout.partner_x or 0) + _STEP / 2, _LEAST_WIDTH), y + 8)
    return drawing("pedigree", "Pedigree", _described(family), size, *body, at_own_size=True)


def _described(family: Family) -> str:
    """The whole family in words."""
    said = [member.words for member in family.members]
    said += [RELATED().text] if family.parents_related else []
    said += [f"{letter} is {name}." for letter, name in family.events]
    return " ".join([*said, *(f"{text[0].upper()}{text[1:]}." for text in family.left_out)])


def _cut(text: str, length: int) -> str:
    """The text, or its beginning; the table holds all of it."""
    shown = visible(text)
    return shown if len(shown) <= length else f"{shown[: length - 1]}…"


def _layout(family: Family) -> _Layout:
    """Parents above the middle of their children; no column is shared."""
    groups: dict[str, list[Member]] = {"father": [], "": [], "mother": []}
    for sibling in family.siblings:
        groups[sibling.shares].append(sibling)
    groups[""].append(family.proband)
    row = [*groups["father"], *groups[""], *groups["mother"]]
    # A column is kept free beside the proband for the other parent of the children.
    after = len(groups["father"]) + len(groups[""]) if family.children else len(row)
    xs = [_STEP * (i + 0.5 + (i >= after)) for i in range(len(row))]
    full = xs[len(groups["father"]) : len(groups["father"]) + len(groups[""])]
    centre = (full[0] + full[-1]) / 2
    proband_x, partner_x = full[-1], full[-1] + _STEP if family.children else None
    shift = max(0.0, _STEP - centre) if family.father else 0.0
    count = len(family.children)
    first_child = proband_x + _STEP / 2 - _STEP * (count - 1) / 2
    shift = max(shift, _STEP / 2 - first_child if count else 0.0)
    y = _TOP
    parents = _placed(
        [p for p in (family.father, family.mother) if p], centre + shift - _STEP / 2, y
    )
    y = _below(parents, y)
    middle = [_Place(member, x + shift, y) for member, x in zip(row, xs, strict=True)]
    y = _below(middle, y)
    children = _placed(family.children, first_child + shift, y)
    y = _below(children, y)
    return _Layout(
        parents,
        middle,
        next(place for place in middle if place.member is family.proband),
        partner_x + shift if partner_x else None,
        children,
        _placed(family.others, _STEP / 2, y),
    )


def _placed(members: Sequence[Member], first: float, y: float) -> list[_Place]:
    """People side by side."""
    return [_Place(member, first + _STEP * i, y) for i, member in enumerate(members)]


def _below(row: Sequence[_Place], y: float) -> float:
    """Where the next generation stands; no row takes no room."""
    return max((place.bottom for place in row), default=y - _BETWEEN) + _BETWEEN


def _kinship(layout: _Layout, *, related: bool) -> list[str]:
    """The lines between parents, and from them to their children."""
    drawn: list[str] = []
    if layout.parents:
        father, mother = layout.parents
        drawn += _couple(father.x, mother.x, father.y, related=related)
        full = [place for place in layout.middle if not place.member.shares]
        drawn += _descent((father.x + mother.x) / 2, father.y, full)
        for parent, side in ((father, -1), (mother, 1)):
            half = [p for p in layout.middle if p.member.shares == parent.member.role]
            if half:
                middle = (half[0].x + half[-1].x) / 2
                drawn.append(line(parent.x + side * _HALF, parent.y, middle, parent.y, "kin"))
                drawn += _descent(middle, parent.y, half)
    if layout.partner_x is not None:
        x, y = layout.proband.x, layout.proband.y
        drawn += _couple(x, layout.partner_x, y, related=False)
        drawn += _outline("unknown", layout.partner_x, y, "person")
        drawn.append(label("?", layout.partner_x, y + 5, "unknown-word"))
        drawn += _descent((x + layout.partner_x) / 2, y, layout.children)
    return drawn


def _couple(left: float, right: float, y: float, *, related: bool) -> list[str]:
    """The line between two parents; double where they are related."""
    apart = (-2.5, 2.5) if related else (0.0,)
    return [line(left + _HALF, y + d, right - _HALF, y + d, "kin") for d in apart]


def _descent(x: float, y: float, children: Sequence[_Place]) -> list[str]:
    """From the middle of two parents down to each of their children."""
    tops = children[0].y - _HALF
    bar = tops - 16
    xs = [x, *(child.x for child in children)]
    drawn = [line(x, y + 2.5, x, bar, "kin")]
    if min(xs) < max(xs):
        drawn.append(line(min(xs), bar, max(xs), bar, "kin"))
    return drawn + [line(child.x, bar, child.x, tops, "kin") for child in children]


def _symbol(place: _Place) -> list[str]:
    """A person's symbol, with role, name and genotypes under it."""
    member, x, y = place.member, place.x, place.y
    affected = member.affected == "yes"
    drawn = _outline(member.sex, x, y, "filled" if affected else "person")
    if not affected:
        drawn += _carried(member, x, y)
    if member.found in {Found.NOT_EXAMINED, Found.ONE_AND_OPEN}:
        # Beside the half that is filled, and in the middle of a symbol that is one.
        aside = _HALF / 2 if member.found is Found.ONE_AND_OPEN and not affected else 0.0
        word = "on-filled" if affected else "unknown-word"
        drawn.append(label("?", x - aside, y + 5, word))
    y += _HALF + _LINE
    drawn.append(label(_cut(member.role, _CELL), x, y, "event"))
    for text in place.lines:
        y += _LINE
        drawn.append(label(text, x, y, "small"))
    return drawn


def _carried(member: Member, x: float, y: float) -> list[str]:
    """The inside of the symbol of somebody who is not called affected."""
    if member.found is Found.BOTH:
        half = _HALF / 2
        return [filled("pedigree-lost", x - half, y - half, _HALF, _HALF)]
    if member.found in {Found.ONE, Found.ONE_AND_OPEN}:
        return [path(_right_half(member.sex, x, y), "filled")]
    if member.found is Found.OBLIGATE:
        return [element("circle", cx=x, cy=y, r=4.5, class_="filled")]
    return []


def _outline(sex: str, x: float, y: float, class_: str) -> list[str]:
    """Square, circle or diamond."""
    if sex == "female":
        return [element("circle", cx=x, cy=y, r=_HALF, class_=class_)]
    if sex == "male":
        return [
            element(
                "rect", x=x - _HALF, y=y - _HALF, width=2 * _HALF, height=2 * _HALF, class_=class_
            )
        ]
    return [
        path(
            f"M{x:g} {y - _HALF:g}l{_HALF:g} {_HALF:g}l-{_HALF:g} {_HALF:g}l-{_HALF:g} -{_HALF:g}z",
            class_,
        )
    ]


def _right_half(sex: str, x: float, y: float) -> str:
    """The right half of a symbol."""
    start = f"M{x:g} {y - _HALF:g}"
    if sex == "female":
        return f"{start}a{_HALF:g} {_HALF:g} 0 0 1 0 {2 * _HALF:g}z"
    if sex == "male":
        return f"{start}h{_HALF:g}v{2 * _HALF:g}h-{_HALF:g}z"
    return f"{start}l{_HALF:g} {_HALF:g}l-{_HALF:g} {_HALF:g}z"


def _arrow(place: _Place) -> list[str]:
    """The arrow at the person asked about, from below left."""
    x, y = place.x - _HALF - 3, place.y + 9
    return [
        line(x - 18, y + 14, x - 3, y + 2, "kin"),
        path(f"M{x:g} {y:g}l-9 1.5l5.5 6.5z", "filled"),
    ]
