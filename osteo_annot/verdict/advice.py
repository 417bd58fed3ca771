"""What to test next, and what would change the answer, by state.

Source: clinical rules 3.6 (deterministic table). Advice is for the reviewer to accept or reject.
"""

from __future__ import annotations

from osteo_annot.verdict.state import State
from osteo_annot.worded import Worded


class NextTest(Worded):
    """A test that would confirm or complete the answer.

    A report says of each what it would be done on: exon, bases or relative, and the method.
    """

    CONFIRM_DELETION = (
        "CONFIRM_DELETION",
        "Confirm the deletion by an independent method: MLPA, qPCR, array.",
    )
    CONFIRM_VARIANT = ("CONFIRM_VARIANT", "Confirm the variants by an independent method.")
    EXON_COPY_NUMBER = ("EXON_COPY_NUMBER", "Measure the copy number of every exon (MLPA or qPCR).")
    TEST_PARENTS = ("TEST_PARENTS", "Test both parents for the variants found.")
    EXCLUDE_UPD = ("EXCLUDE_UPD", "If only one parent carries it, exclude uniparental disomy.")
    ANALYSE_AOH = (
        "ANALYSE_AOH",
        "Analyse absence of heterozygosity around 6q21 in the unfiltered data.",
    )
    PHASE_BY_READS = (
        "PHASE_BY_READS",
        (
            "Where parents are not available or do not tell, phase by long reads or by an amplicon "
            "that spans both variants."
        ),
    )
    EXCLUDE_DROPOUT = (
        "EXCLUDE_DROPOUT",
        "Exclude that an allele dropped out: sequence the variant with other primers or another "
        "capture, or test the parents.",
    )
    LINK_MARKERS = (
        "LINK_MARKERS",
        "Read the place with long reads: heterozygous markers on both sides that they link to the "
        "variant would show whether two copies carry it.",
    )
    CLOSE_GAPS = ("CLOSE_GAPS", "Sequence the exons that were not callable.")
    INTRONIC_OR_RNA = (
        "INTRONIC_OR_RNA",
        (
            "Look for a second variant in introns and regulatory sequence "
            "(genome or RNA sequencing)."
        ),
    )
    RNA_STUDY = ("RNA_STUDY", "Study RNA to see which transcript is made (fibroblasts or blood).")
    OTHER_GENES = (
        "OTHER_GENES",
        (
            "If the clinical picture fits, examine the other osteopetrosis genes "
            "(CLCN7, TCIRG1, SNX10 and those listed in the differential)."
        ),
    )
    RESOLVE_CONTRADICTION = (
        "RESOLVE_CONTRADICTION",
        "Resolve the contradiction by an independent method before any conclusion.",
    )
    COUNSELLING = ("COUNSELLING", "Offer genetic counselling to the family.")
    EVIDENCE_ON_UNCERTAIN = (
        "EVIDENCE_ON_UNCERTAIN",
        (
            "Gather evidence on what is of uncertain significance: parents and other affected "
            "relatives, RNA, a functional assay."
        ),
    )


_BY_STATE: dict[State, tuple[NextTest, ...]] = {
    State.BIALLELIC_HOM_DEL: (
        NextTest.CONFIRM_DELETION,
        NextTest.TEST_PARENTS,
        NextTest.EXCLUDE_UPD,
        NextTest.COUNSELLING,
    ),
    State.BIALLELIC_HOM_SMALL: (
        NextTest.CONFIRM_VARIANT,
        NextTest.TEST_PARENTS,
        NextTest.EXCLUDE_UPD,
        NextTest.COUNSELLING,
    ),
    State.BIALLELIC_HEMI_OVER_DEL: (
        NextTest.CONFIRM_VARIANT,
        NextTest.CONFIRM_DELETION,
        NextTest.TEST_PARENTS,
        NextTest.COUNSELLING,
    ),
    State.BIALLELIC_COMPHET_TRANS: (
        NextTest.CONFIRM_VARIANT,
        NextTest.TEST_PARENTS,
        NextTest.COUNSELLING,
    ),
    State.APPARENT_HOM: (
        NextTest.EXON_COPY_NUMBER,
        NextTest.TEST_PARENTS,
        NextTest.ANALYSE_AOH,
    ),
    State.POSSIBLE_COMPHET_UNPHASED: (NextTest.TEST_PARENTS, NextTest.PHASE_BY_READS),
    State.CIS_PAIR: (
        NextTest.EXON_COPY_NUMBER,
        NextTest.INTRONIC_OR_RNA,
        NextTest.OTHER_GENES,
        NextTest.COUNSELLING,
    ),
    State.MONOALLELIC_PLUS_GAP: (
        NextTest.CLOSE_GAPS,
        NextTest.EXON_COPY_NUMBER,
        NextTest.INTRONIC_OR_RNA,
        NextTest.OTHER_GENES,
        NextTest.COUNSELLING,
    ),
    State.MONOALLELIC: (
        NextTest.EXON_COPY_NUMBER,
        NextTest.INTRONIC_OR_RNA,
        NextTest.OTHER_GENES,
        NextTest.COUNSELLING,
    ),
    State.INDETERMINATE: (NextTest.RESOLVE_CONTRADICTION,),
    State.NONE_CALLABLE: (NextTest.OTHER_GENES,),
    State.NONE_INCOMPLETE: (NextTest.CLOSE_GAPS, NextTest.EXON_COPY_NUMBER, NextTest.OTHER_GENES),
}


_WITH_A_LOSS = {State.BIALLELIC_COMPHET_TRANS, State.POSSIBLE_COMPHET_UNPHASED}
"""States in which one of two events may be a loss, and no test of the state counts its copies."""


def next_tests(
    state: State,
    *,
    rna_helps: bool,
    parents_tested: bool,
    parents_carry: bool,
    dropout_open: bool,
    confirm_loss: bool,
    loss_of_one_caller: bool = False,
    measure_exons: bool,
    sequenced: bool = False,
    deletions_open: bool = False,
    uncertain: bool,
    phase: bool = False,
    link_markers: bool = False,
) -> tuple[NextTest, ...]:
    """The tests for a state, without those that were done.

    First the confirmation of a loss that is only proposed, or that a single caller tells beside
    another variant, the copies of exons without reads, and an allele that may have dropped out
    where a copy number alone confirms two copies, or its reads look so; markers by longer reads
    where those given do not link any.
    An RNA study where a splice site or an exon at the end is at stake; no test of the parents where
    both told of every deciding event, no sequencing where every exon was callable and no record is
    open, and uniparental disomy only where not both carry it; of a negative the copies of exons in
    which deletions were not looked for; evidence
    where something uncertain may be the answer; the phase where two changes of one codon may lie
    on one copy.
    """
    tests = (
        (NextTest.TEST_PARENTS, parents_tested),
        (NextTest.EXCLUDE_UPD, parents_carry),
        (NextTest.CLOSE_GAPS, sequenced),
    )
    done = {test for test, holds in tests if holds}
    beside = loss_of_one_caller and state in _WITH_A_LOSS
    first = (
        (NextTest.CONFIRM_DELETION, confirm_loss or beside),
        (NextTest.EXON_COPY_NUMBER, measure_exons),
        (NextTest.EXCLUDE_DROPOUT, dropout_open),
        (NextTest.LINK_MARKERS, link_markers),
        (NextTest.TEST_PARENTS, phase and not parents_tested),
        (NextTest.PHASE_BY_READS, phase),
    )
    wanted = [test for test, holds in first if holds]
    wanted += [test for test in _BY_STATE[state] if test not in done]
    negative = state is State.NONE_CALLABLE
    wanted += [NextTest.EXON_COPY_NUMBER] if negative and deletions_open else []
    wanted += [NextTest.RNA_STUDY] if rna_helps else []
    wanted += [NextTest.EVIDENCE_ON_UNCERTAIN] if uncertain else []
    return tuple(dict.fromkeys(wanted))


class Change(Worded):
    """A fact that would change the answer."""

    PARENTS_IN_CIS = (
        "PARENTS_IN_CIS",
        (
            "If both variants came from one parent, they lie on one copy, and the other is "
            "not shown to be affected."
        ),
    )
    PARENTS_IN_TRANS = (
        "PARENTS_IN_TRANS",
        "If one variant came from each parent, they lie on opposite copies.",
    )
    COPY_NUMBER_ONE = (
        "COPY_NUMBER_ONE",
        "If only one copy is present there, it lies opposite a deletion.",
    )
    COPY_NUMBER_TWO = (
        "COPY_NUMBER_TWO",
        "If two copies are present and both parents carry the variant, it is homozygous.",
    )
    DELETION_NOT_CONFIRMED = (
        "DELETION_NOT_CONFIRMED",
        "If an independent method finds two copies of the exons, the deletion falls.",
    )
    SECOND_VARIANT = (
        "SECOND_VARIANT",
        (
            "A second variant on the other copy (intronic, regulatory, structural) "
            "would mean that both copies are affected."
        ),
    )
    VARIANT_IN_GAP = ("VARIANT_IN_GAP", "A variant or deletion in what was not examined.")
    CONTRADICTION_RESOLVED = (
        "CONTRADICTION_RESOLVED",
        "The answer depends on what resolves the contradiction, or tells what is open.",
    )
    VARIANT_NOT_CONFIRMED = (
        "VARIANT_NOT_CONFIRMED",
        "If a variant is not confirmed, nothing shows that its copy is affected.",
    )
    UNCERTAIN_RECLASSIFIED = (
        "UNCERTAIN_RECLASSIFIED",
        "If what is of uncertain significance proves pathogenic, its copy is affected.",
    )


_CHANGES: dict[State, tuple[Change, ...]] = {
    State.BIALLELIC_HOM_DEL: (Change.DELETION_NOT_CONFIRMED,),
    State.BIALLELIC_HOM_SMALL: (Change.VARIANT_NOT_CONFIRMED,),
    State.BIALLELIC_HEMI_OVER_DEL: (Change.DELETION_NOT_CONFIRMED, Change.VARIANT_NOT_CONFIRMED),
    State.BIALLELIC_COMPHET_TRANS: (Change.VARIANT_NOT_CONFIRMED,),
    State.APPARENT_HOM: (Change.COPY_NUMBER_ONE, Change.COPY_NUMBER_TWO),
    State.POSSIBLE_COMPHET_UNPHASED: (Change.PARENTS_IN_TRANS, Change.PARENTS_IN_CIS),
    State.CIS_PAIR: (Change.SECOND_VARIANT,),
    State.MONOALLELIC_PLUS_GAP: (Change.SECOND_VARIANT, Change.VARIANT_IN_GAP),
    State.MONOALLELIC: (Change.SECOND_VARIANT,),
    State.INDETERMINATE: (Change.CONTRADICTION_RESOLVED,),
    State.NONE_CALLABLE: (Change.VARIANT_IN_GAP,),
    State.NONE_INCOMPLETE: (Change.VARIANT_IN_GAP,),
}


def changes(state: State, *, uncertain: bool) -> tuple[Change, ...]:
    """What would change the answer of a state, and of what is uncertain beside it."""
    more = (Change.UNCERTAIN_RECLASSIFIED,) if uncertain else ()
    return (*_CHANGES[state], *more)
