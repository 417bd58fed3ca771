"""The drawing of the two copies: what lies on each, which exons are lost, where reading stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from osteo_annot.copies.outcome import Effect
from osteo_annot.events.model import EventKind
from osteo_annot.locus.gene import GeneModel, gene_model
from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.figure.readings import drawn_copies
from osteo_annot.report.figure.scale import GeneScale, Part, gene_scale
from osteo_annot.report.figure.svg import box, drawing, element, filled, label, line, path
from osteo_annot.report.page.open_parts import is_fully_examined
from osteo_annot.report.page.view import effect_said, phase_is_open
from osteo_annot.report.result.copy_model import Copy, Outcome
from osteo_annot.report.result.copy_words import exons_with
from osteo_annot.report.result.model import Event, Result
from osteo_annot.report.result.named_events import event_name, is_named
from osteo_annot.report.text import shortened
from osteo_annot.sentences.forms import number
from osteo_annot.sentences.language import Language
from osteo_annot.sentences.sentence import Said, said_text
from osteo_annot.sentences.texts import figure as say
from osteo_annot.values import dataclass
from osteo_annot.verdict.copy_status import CopyStatus

_WIDTH = 960.0
_LANE, _BAR, _UTR_INSET = 17.0, 30.0, 8.0
_CHARACTER = 6.3
"""Width of a character of a label, roughly: labels are placed without measuring type."""
_LABEL = 60
_MAX_LANES = 5
_HEADING = 26.0
"""Height of the line that says which reading is drawn."""
_MAX_TICKS = 100
_FUNCTION = {True: say.FUNCTION_LOST, False: say.FUNCTION_KEPT, None: say.FUNCTION_OPEN}
_OPEN = (CopyStatus.NOT_EXAMINED, CopyStatus.UNCERTAIN)
"""Exons that are drawn dotted."""
_COPIES = {"copy 1": say.FIRST, "copy 2": say.SECOND}
_ORIGINS = {"maternal": say.MATERNAL, "paternal": say.PATERNAL}


@dataclass(frozen=True, slots=True)
class _Mark:
    """An event on a copy, placed."""

    kind: EventKind
    is_open: bool
    """Whether its phase is unknown."""
    x1: float
    x2: float
    text: str
    at: float
    """Middle of the label."""
    lane: int


def copies_figure(result: Result, language: Language = Language.EN) -> str:
    """Both copies as bars over the exons, 5' to 3', with genomic positions under them.

    While the data contradict each other both readings are drawn; empty where there is none.
    """
    drawn_here = drawn_copies(result, language)
    if not drawn_here:
        return ""
    gene = gene_model(result.assembly)
    scale = gene_scale(gene)
    events = {event.id: event for event in result.events}
    open_ = {name for name, event in events.items() if phase_is_open(result, event)}
    body: list[str] = []
    y = 0.0
    words: list[str] = []
    for one in drawn_here:
        if one.heading:
            body.append(label(one.heading, 4, y + 16, "name", "start"))
            words.append(f"{one.heading}.")
            y += _HEADING
        for copy in one.copies:
            function = said_text(_function_word(result, copy), language)
            drawn, y = _copy(copy, events, open_, scale, y, function, language)
            body += drawn
            words.append(_described(result, copy, events, language))
    body += _axis(gene, scale, result.assembly, y, language)
    return drawing(
        "copies",
        said_text(say.TITLE(gene=LOCUS.gene), language),
        " ".join(words),
        (_WIDTH, y + 66),
        *body,
    )


def _described(result: Result, copy: Copy, events: Mapping[str, Event], language: Language) -> str:
    """One copy in words."""
    outcome = copy.outcome
    names = [
        shortened(event_name(events[name], language), 60) for name in copy.events if name in events
    ]
    told = tuple(names[:10]) or (say.NO_EVENT(),)
    words = [say.ON_COPY(copy=_name(copy), events=told)]
    if outcome.exons_lost:
        words.append(say.LOST_EXONS(exons=tuple(outcome.exons_lost)))
    if altered := _altered(copy):
        words.append(say.ALTERED_EXONS(exons=tuple(altered)))
    if uncertain := exons_with(copy, CopyStatus.UNCERTAIN):
        words.append(say.UNCERTAIN_EXONS(exons=tuple(uncertain)))
    if unseen := exons_with(copy, CopyStatus.NOT_EXAMINED):
        words.append(say.UNSEEN_EXONS(exons=tuple(unseen)))
    if outcome.ptc_codon is not None:
        words.append(say.STOP_AT(codon=outcome.ptc_codon))
    protein = shortened(outcome.protein, 60)
    words.append(say.MAKES(protein=protein, effect=effect_said(result, outcome)))
    return " ".join(said_text(one, language) for one in words)


def _name(copy: Copy) -> Said:
    """The copy by its number."""
    named = _COPIES.get(copy.name)
    return named() if named else say.NAME(name=shortened(copy.name))


def _copy(
    copy: Copy,
    events: Mapping[str, Event],
    open_: Set[str],
    scale: GeneScale,
    top: float,
    function: str,
    language: Language,
) -> tuple[list[str], float]:
    """One copy, and where the next thing below it begins."""
    own = [events[name] for name in copy.events if name in events]
    named = [event for event in own if is_named(event)]
    marks, hidden = _placed(named, open_, scale, language)
    lanes = 1 + max((mark.lane for mark in marks), default=0)
    bar = top + lanes * _LANE + 12
    outcome = copy.outcome
    lost = set(outcome.exons_lost)
    middle = bar + _BAR / 2
    drawn = [
        label(said_text(_name(copy), language), 4, middle - 6, "name", "start"),
        label(said_text(_origin(copy.origin), language), 4, middle + 8, "faint", "start"),
        label(function, 4, middle + 22, "faint", "start"),
        line(scale.left, middle, scale.right, middle, "intron"),
    ]
    drawn += _exons(scale, copy, bar, language)
    ticks = [event for event in own if event not in named][:_MAX_TICKS]
    drawn += [_tick(scale.x(event.location.start), bar) for event in ticks]
    for mark in marks:
        drawn += _drawn_mark(mark, top + (lanes - mark.lane) * _LANE, bar)
    if hidden:
        more = said_text(say.MORE(count=hidden), language)
        drawn.append(label(more, scale.right, top + 8, "faint", "end"))
    stop = outcome.ptc_codon
    below = bar + _BAR
    if stop is not None:
        drawn += _stop(stop, lost, scale, bar, language)
        below += 22
    drawn.append(label(_outcome_line(outcome, language), scale.left, below + 16, "said", "start"))
    return drawn, below + 30


def _function_word(result: Result, copy: Copy) -> Said:
    """Whether the copy works, as far as was examined and as far as its variants are understood."""
    outcome = copy.outcome
    if copy.status is CopyStatus.UNCERTAIN:
        return say.FUNCTION_UNCERTAIN()
    if outcome.effect is Effect.NOT_EXAMINED:
        return say.NOT_EXAMINED(status=CopyStatus.NOT_EXAMINED)
    if outcome.null is False and not is_fully_examined(result):
        return say.NO_LOSS_SEEN()
    return _FUNCTION[outcome.null]()


def _origin(origin: str) -> Said:
    """From which parent a copy came, as a line under its name."""
    return _ORIGINS.get(origin, say.ORIGIN_UNKNOWN)()


def _outcome_line(outcome: Outcome, language: Language) -> str:
    """Predicted protein and its meaning, under the bar."""
    line = say.OUTCOME(protein=shortened(outcome.protein, 60), effect=outcome.effect)
    return said_text(line, language)


def _altered(copy: Copy) -> list[int]:
    """Exons that are altered, but not lost."""
    altered = exons_with(copy, CopyStatus.ALTERED)
    return [exon for exon in altered if exon not in copy.outcome.exons_lost]


def _exons(scale: GeneScale, copy: Copy, bar: float, language: Language) -> list[str]:
    """The exon boxes: lost, altered, open, or intact where examined."""
    drawn: list[str] = []
    lost = copy.outcome.exons_lost
    open_ = [exon for status in _OPEN for exon in exons_with(copy, status)]
    altered = _altered(copy)
    for part in scale.parts:
        inset = 0.0 if part.coding else _UTR_INSET
        place = (part.x, bar + inset, part.width, _BAR - 2 * inset)
        if part.exon in lost:
            drawn.append(filled("copies-lost", *place))
        elif part.exon in open_:
            drawn.append(box(*place, "unseen"))
        else:
            kind = "coding" if part.coding else "utr"
            drawn.append(box(*place, f"{kind} changed" if part.exon in altered else kind))
    return drawn + [
        word for part in scale.parts for word in _exon_word(scale, part, copy, bar, language)
    ]


def _exon_word(
    scale: GeneScale, part: Part, copy: Copy, bar: float, language: Language
) -> list[str]:
    """The number of an exon in its coding part; or that it is lost, or what of it is open."""
    if not part.coding:
        return []
    middle, y = part.x + part.width / 2, bar + _BAR / 2 + 4
    if part.exon in copy.outcome.exons_lost:
        word = said_text(say.LOST(), language)
        wide = 10 + 6 * len(word)
        plate = box(middle - wide / 2, bar + 6, wide, _BAR - 12, "plate")
        return [plate, label(word, middle, y, "lost-word")]
    if word := _open_word(part.exon, copy, language):
        first, last = scale.exon(part.exon)
        middle = (first + last) / 2
        wide = 8 + 5 * len(word)
        plate = box(middle - wide / 2, bar + 8, wide, _BAR - 16, "plate")
        return [plate, label(word, middle, y, "unseen-word")]
    return [label(str(part.exon), middle, y, "exon-number")]


def _open_word(exon: int, copy: Copy, language: Language) -> str:
    """What is open of an exon; empty where nothing is."""
    if exon in exons_with(copy, CopyStatus.UNCERTAIN):
        return said_text(say.EXON_UNCERTAIN(), language)
    unseen = exon in exons_with(copy, CopyStatus.NOT_EXAMINED)
    return said_text(CopyStatus.NOT_EXAMINED, language) if unseen else ""


def _placed(
    events: Sequence[Event], open_: Set[str], scale: GeneScale, language: Language
) -> tuple[list[_Mark], int]:
    """Events with their labels in lanes that do not overlap, and how many found no lane."""
    ends: list[float] = []
    marks: list[_Mark] = []
    ordered = sorted(events, key=lambda e: (-e.location.end, e.id))
    for event in ordered:
        place = event.location
        x1, x2 = scale.x(place.end + 1), scale.x(place.start)
        is_open = event.id in open_
        text = said_text(_label_of(event, language, is_open=is_open), language)
        half = len(text) * _CHARACTER / 2
        at = min(max((x1 + x2) / 2, scale.left + half), scale.right - half)
        low, high = min(x1, at - half) - 8, max(x2, at + half) + 8
        lane = next((i for i, end in enumerate(ends) if end <= low), len(ends))
        if lane == _MAX_LANES:
            continue
        ends[lane : lane + 1] = [high]
        marks.append(_Mark(event.kind, is_open, x1, x2, text, at, lane))
    return marks, len(ordered) - len(marks)


def _label_of(event: Event, language: Language, *, is_open: bool) -> Said:
    """The name of an event, and what of it is open."""
    name = shortened(event_name(event, language), _LABEL, "ch.")
    said = say.PHASE_UNKNOWN(name=name) if is_open else say.NAME(name=name)
    return say.UNCERTAIN(name=said) if event.uncertain else said


def _drawn_mark(mark: _Mark, y: float, bar: float) -> list[str]:
    """The event's shape, and its label at height ``y``."""
    drawn = [label(mark.text, mark.at, y, "event")]
    if mark.kind is EventKind.SMALL_VARIANT:
        x = (mark.x1 + mark.x2) / 2
        drawn.append(line(x, y + 3, x, bar - 7, "leader"))
        shape = f"M{x - 5:.1f} {bar - 8:.1f}h10l-5 9z"
        drawn.append(path(shape, "mark open" if mark.is_open else "mark"))
        return drawn
    dash = "bracket" if mark.kind is EventKind.DELETION else "bracket other"
    shape = f"M{mark.x1:.1f} {bar - 1:.1f}V{y + 5:.1f}H{mark.x2:.1f}V{bar - 1:.1f}"
    drawn.append(path(shape, dash))
    return drawn


def _tick(x: float, bar: float) -> str:
    """An event that is not expected to matter: a thin line."""
    return line(x, bar - 4, x, bar + _BAR + 4, "tick")


def _stop(
    codon: int, lost: set[int], scale: GeneScale, bar: float, language: Language
) -> list[str]:
    """The premature stop: a bar across the copy with a square foot, and its codon."""
    x = _codon_x(codon, lost, scale)
    text = said_text(say.STOP(codon=codon), language)
    half = len(text) * _CHARACTER / 2
    at = min(max(x, scale.left + half), scale.right - half)
    return [
        line(x, bar - 3, x, bar + _BAR + 5, "stop"),
        box(x - 4, bar + _BAR + 1, 8, 8, "stop-foot"),
        label(text, at, bar + _BAR + 21, "stop-word"),
    ]


def _codon_x(codon: int, lost: set[int], scale: GeneScale) -> float:
    """Where a codon of the altered protein stands: counted along the exons that are left.

    Small insertions and deletions before it are not counted; the drawing is not to scale.
    """
    left = 3 * codon
    for part in scale.parts:
        if part.exon in lost or (not part.coding and part.exon == 1):
            continue
        length = part.end - part.start + 1
        if left <= length:
            return part.x + part.width * left / length
        left -= length
    return scale.right


def _axis(
    gene: GeneModel, scale: GeneScale, assembly: str, y: float, language: Language
) -> list[str]:
    """Exon numbers and positions, which fall from left to right."""
    drawn = [
        line(scale.left, y + 8, scale.right, y + 8, "axis"),
        label("5′", scale.left - 10, y + 12, "axis-word"),
        label("3′", scale.right + 10, y + 12, "axis-word"),
    ]
    for exon in gene.exons:
        first, last = scale.exon(exon.number)
        middle = (first + last) / 2
        drawn += [
            element("line", x1=first, y1=y + 8, x2=last, y2=y + 8, class_="axis-exon"),
            label(said_text(say.EXON(number=exon.number), language), middle, y + 24, "axis-word"),
            label(number(exon.end), middle, y + 38, "position"),
            label(number(exon.start), middle, y + 51, "position"),
        ]
    place = said_text(say.PLACE(contig=LOCUS.contig, assembly=str(assembly)), language)
    drawn.append(label(place, 4, y + 38, "faint", "start"))
    drawn.append(label(said_text(LOCUS.strand, language), 4, y + 51, "faint", "start"))
    return drawn
