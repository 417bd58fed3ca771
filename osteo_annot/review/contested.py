"""What contests and confirmations make of the basis of a verdict: values change, never a verdict.

The verdict is then made from the changed basis by the functions that made the proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from osteo_annot.copies.arrange import ON_BOTH
from osteo_annot.copies.callability import Callability, ExonCallability, judged_interval
from osteo_annot.copies.confirm import Confirmation
from osteo_annot.copies.contradictions import parents_disagree
from osteo_annot.copies.deletion_search import DeletionSearch
from osteo_annot.copies.effect import CopyOutcomes
from osteo_annot.copies.parents import parent_calls
from osteo_annot.copies.rescue import rescues
from osteo_annot.copies.search_kind import SearchKind, SearchReason
from osteo_annot.errors import RefusalCode, refuse
from osteo_annot.events.model import Event, EventKind, Zygosity
from osteo_annot.evidence.assess import Assessed
from osteo_annot.findings import FindingCode
from osteo_annot.intake.person.pedigree import Role
from osteo_annot.locus.gene import gene_model
from osteo_annot.locus.interval import Interval
from osteo_annot.measured.person import Relative, RelativeCall, StatedPhase
from osteo_annot.review.decisions import ConfirmationResult, Contest, ParentsTested
from osteo_annot.sentences.texts import reads as say
from osteo_annot.verdict.basis import Basis

_STATED_BY = "review"


def with_confirmations(
    basis: Basis, results: Iterable[ConfirmationResult], ids: Mapping[str, str]
) -> Basis:
    """The basis with what tests of the laboratory showed, in the order in which they came in.

    ``ids``: id of each event by its key; what concerns no event of the result says nothing here.
    """
    for result in results:
        name = ids.get(result.event, "")
        if name and result.outcome == "not_confirmed":
            basis = _with_zygosity(basis, name, None)
        elif name and result.outcome == "confirmed":
            basis = _tested(basis, name, result)
        for tested in result.parents:
            if event := ids.get(tested.event):
                basis = _with_parents(basis, event, tested)
    return basis


def with_contests(basis: Basis, contests: Iterable[Contest], ids: Mapping[str, str]) -> Basis:
    """The basis with contested values in the place of those of the files."""
    for contest in contests:
        event, other = ids.get(contest.event, ""), ids.get(contest.other, "")
        if contest.about == "zygosity" and event:
            absent = contest.value == "absent"
            basis = _with_zygosity(basis, event, None if absent else Zygosity.of(contest.value))
        elif contest.about == "phase" and event and other:
            basis = _with_phase(basis, event, other, contest.value)
        elif contest.exon is not None:
            basis = _with_callability(basis, contest.exon, contest)
    return basis


def _with_zygosity(basis: Basis, name: str, zygosity: Zygosity | None, by: str = "") -> Basis:
    """An event on another number of copies, or gone; what spoke against its call is settled.

    What may undo its effect is not: that is no question of the number of its copies.
    """
    if zygosity is None:
        apart = [a for a in basis.apart if a.event.id != name]
    else:
        apart = [
            _of(a, zygosity, by or a.event.tested_by) if a.event.id == name else a
            for a in basis.apart
        ]
    return replace(
        basis,
        apart=tuple(_without_its_deletion(apart, name)),
        settled=tuple(f for f in basis.settled if name not in f.about),
    )


def _of(assessed: Assessed, zygosity: Zygosity, tested_by: str) -> Assessed:
    """An event on another number of copies."""
    event = replace(assessed.event, zygosity=zygosity, tested_by=tested_by)
    return replace(assessed, effect=assessed.effect.of(event))


def _without_its_deletion(apart: Sequence[Assessed], changed: str) -> Iterable[Assessed]:
    """A change that is on one copy because the other is deleted there.

    Without that deletion its number of copies is not known.
    """
    losses = [
        a.event
        for a in apart
        if a.event.kind is EventKind.DELETION and a.event.zygosity is Zygosity.HETEROZYGOUS
    ]
    for a in apart:
        exposed = a.event.zygosity is Zygosity.HEMIZYGOUS and a.event.id != changed
        if exposed and not any(_takes(loss, a.event) for loss in losses):
            yield _of(a, Zygosity.UNKNOWN, a.event.tested_by)
        else:
            yield a


def _takes(loss: Event, event: Event) -> bool:
    """Whether a deletion surely takes the bases of another event."""
    return loss.inner is not None and loss.inner.contains(event.outer)


def check_rescues(basis: Basis) -> None:
    """Refuse where a change undoes another one now and did not before, or the other way round.

    What such an event does was told from both together, with sources that are not asked again.
    Raises RefusedError (CONTEST_NOT_COMPUTED).
    """
    effects = tuple(a.effect for a in basis.apart)
    outcomes = CopyOutcomes(effects, gene_model(basis.assembly))
    now = rescues(effects, basis.person, outcomes)
    for a in basis.apart:
        if a.rescue != now.get(a.event.id):
            told = "Whether another change undoes it is not as it was when its effect was computed."
            raise refuse(RefusalCode.CONTEST_NOT_COMPUTED, a.names.c or a.event.id, told)


def _with_phase(basis: Basis, first: str, second: str, value: str) -> Basis:
    """Two events on one copy, on two, or not known."""
    trans = {"trans": True, "cis": False}.get(value)
    stated = StatedPhase(first, second, trans)
    person = replace(basis.person, stated_phases=(*basis.person.stated_phases, stated))
    return replace(basis, person=person)


def _tested(basis: Basis, name: str, result: ConfirmationResult) -> Basis:
    """An event that another method confirmed, with the copies that the method counts."""
    event = next((a.event for a in basis.apart if a.event.id == name), None)
    if event is None:
        return basis
    zygosity = event.zygosity
    if result.copies == 2:
        zygosity = Zygosity.HOMOZYGOUS
    elif result.copies == 1 and zygosity is not Zygosity.HEMIZYGOUS:
        zygosity = Zygosity.HETEROZYGOUS
    if result.copies is not None:
        return _with_zygosity(basis, name, zygosity, result.method)
    apart = (_of(a, zygosity, result.method) if a.event.id == name else a for a in basis.apart)
    return replace(basis, apart=tuple(apart))


_CARRIES = {"carrier": 1, "not_carrier": 0, "not_tested": None}


def _with_parents(basis: Basis, name: str, tested: ParentsTested) -> Basis:
    """What a test of the parents shows of an event: proven as if they had been in the files."""
    event = next((a.event for a in basis.apart if a.event.id == name), None)
    if event is None:
        return basis
    relatives = dict(basis.person.relatives)
    for role, carrier in ((Role.MOTHER, tested.mother), (Role.FATHER, tested.father)):
        carries = _CARRIES[carrier]
        if carries is None:
            continue
        known = relatives.get(role) or Relative(role, role.value, ())
        said = say.TESTED_CARRIER() if carries else say.TESTED_NO_CARRIER()
        call = RelativeCall(role, carries, said)
        calls = {one.id: call for one in (event, *event.parts)}
        relatives[role] = replace(known, calls={**known.calls, **calls}, doubtful=False)
    told = replace(basis, person=replace(basis.person, relatives=relatives))
    return _homozygote_of(told, event)


def _homozygote_of(basis: Basis, event: Event) -> Basis:
    """Two copies of a homozygote are confirmed by carrier parents, or contradicted.

    What the files said of the parents is settled by the test.
    """
    if event.zygosity not in ON_BOTH:
        return basis
    of_parents = FindingCode.PARENT_WITHOUT_ALLELE
    settled = tuple(f for f in basis.settled if f.code is not of_parents or event.id not in f.about)
    basis = replace(basis, settled=settled)
    calls = parent_calls(event, basis.person)
    is_small = event.kind is EventKind.SMALL_VARIANT
    if len(calls) == 2 and all(call.carries for call in calls):
        if event.zygosity is Zygosity.HOMOZYGOUS and not is_small:
            return basis
        by = dict.fromkeys((*basis.confirmed.get(event.id, ()), Confirmation.PARENTS))
        confirmed = {**basis.confirmed, event.id: tuple(by)}
        return replace(_with_zygosity(basis, event.id, Zygosity.HOMOZYGOUS), confirmed=confirmed)
    called = replace(event, zygosity=Zygosity.APPARENT_HOMOZYGOUS) if is_small else event
    return replace(basis, settled=(*settled, *parents_disagree(called, basis.person)))


def _with_callability(basis: Basis, exon: int, contest: Contest) -> Basis:
    """An exon that could, or could not, be judged; what hid it is settled where it could."""
    callable_ = contest.value == Callability.CALLABLE
    structural = contest.about == "deletions"
    exons = tuple(
        _exon(one, contest, structural=structural) if one.exon == exon else one
        for one in basis.callability
    )
    if not callable_:
        return replace(basis, callability=exons)
    gene = gene_model(basis.assembly)
    spans = [Interval(*judged_interval(e, gene)) for e in gene.exons if e.number == exon]
    gone = {
        one.observation
        for one in basis.left_open
        if one.is_structural is structural and any(one.span.overlap(span) for span in spans)
    }
    return replace(
        basis,
        callability=exons,
        left_open=tuple(one for one in basis.left_open if one.observation not in gone),
        dispositions=tuple(d for d in basis.dispositions if d.observation not in gone),
    )


def _exon(exon: ExonCallability, contest: Contest, *, structural: bool) -> ExonCallability:
    """One exon with a contested answer."""
    source = f"{exon.source}; {SearchReason.STATED_IN_REVIEW.text}"
    if structural:
        found = contest.value == Callability.CALLABLE
        kind = SearchKind.DECLARED if found else SearchKind.NONE
        stated = DeletionSearch(
            exon.exon, kind, SearchReason.STATED_IN_REVIEW, declared_by=_STATED_BY
        )
        return replace(
            exon, searches=(stated, *exon.searches) if found else (stated,), source=source
        )
    small = Callability(contest.value)
    seen = small is Callability.CALLABLE
    lost = exon.ratio is not None and exon.ratio.leaves_homozygous_loss
    present = exon.ratio is not None and exon.ratio.is_present
    return replace(
        exon,
        small_variants=small,
        homozygous_loss_excluded=not lost and (seen or present),
        gaps=() if seen else exon.gaps,
        source=source,
    )
