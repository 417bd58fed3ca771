"""The closed list of states: what is known of the person's two copies.

Source: clinical rules 2.2.
"""

from __future__ import annotations

from osteo_annot.worded import Worded


class State(Worded):
    """The verdict, ordered by severity.

    The words hold whatever the class of the variants: a state says what lies on which copy, and the
    headline and the class how much that breaks.
    """

    BIALLELIC_HOM_DEL = ("BIALLELIC_HOM_DEL", "A deletion of the same exons on both copies")
    BIALLELIC_HOM_SMALL = ("BIALLELIC_HOM_SMALL", "One variant, on both copies")
    BIALLELIC_HEMI_OVER_DEL = (
        "BIALLELIC_HEMI_OVER_DEL",
        "A variant on one copy, a deletion on the other",
    )
    BIALLELIC_COMPHET_TRANS = (
        "BIALLELIC_COMPHET_TRANS",
        "Different variants on the two copies (in trans)",
    )
    APPARENT_HOM = ("APPARENT_HOM", "One variant called on both copies; two copies not confirmed")
    POSSIBLE_COMPHET_UNPHASED = (
        "POSSIBLE_COMPHET_UNPHASED",
        "Variants that may lie on one copy or on both; phase unknown",
    )
    CIS_PAIR = ("CIS_PAIR", "Several variants on one copy; none found on the other")
    MONOALLELIC_PLUS_GAP = (
        "MONOALLELIC_PLUS_GAP",
        "A variant on one copy; a second one is not excluded",
    )
    MONOALLELIC = ("MONOALLELIC", "A variant on one copy; no second one found")
    INDETERMINATE = (
        "INDETERMINATE",
        "No answer: the data contradict each other, or leave open what decides",
    )
    NONE_CALLABLE = (
        "NONE_CALLABLE",
        "No loss-of-function allele found; all exons were callable for small variants",
    )
    NONE_INCOMPLETE = (
        "NONE_INCOMPLETE",
        "No loss-of-function allele found, but the gene was not fully examined",
    )

    @property
    def meaning(self) -> str:
        """The rule in one sentence."""
        return _MEANING[self]

    @property
    def is_biallelic(self) -> bool:
        """Whether both copies are confirmed as broken."""
        return self.value.startswith("BIALLELIC_")

    @property
    def is_none(self) -> bool:
        """Whether no candidate was found."""
        return self in {State.NONE_CALLABLE, State.NONE_INCOMPLETE}

    @property
    def leaves_a_copy(self) -> bool:
        """Whether a copy is taken as intact, so that what is uncertain on it matters."""
        return self in {
            State.CIS_PAIR,
            State.MONOALLELIC_PLUS_GAP,
            State.MONOALLELIC,
            State.NONE_CALLABLE,
            State.NONE_INCOMPLETE,
        }


_MEANING: dict[State, str] = {
    State.BIALLELIC_HOM_DEL: "No copy is left of at least one coding exon: one deletion on both "
    "copies, or two deletions that overlap there.",
    State.BIALLELIC_HOM_SMALL: "One small variant with expected loss of function on both copies, "
    "and two copies are confirmed.",
    State.BIALLELIC_HEMI_OVER_DEL: "A small variant with expected loss of function on one copy; "
    "the other is deleted at its place.",
    State.BIALLELIC_COMPHET_TRANS: "Events with expected loss of function, shown to lie on "
    "opposite copies.",
    State.APPARENT_HOM: "A variant with expected loss of function is called homozygous, but "
    "a deletion of the other copy, allele dropout or uniparental disomy is not excluded.",
    State.POSSIBLE_COMPHET_UNPHASED: "Events that would break both copies if they lie in trans; "
    "whether they do is not known.",
    State.CIS_PAIR: "Two or more candidates, shown to lie on the same copy.",
    State.MONOALLELIC_PLUS_GAP: "One candidate, and some exon was not callable or deletions were "
    "not assessed.",
    State.MONOALLELIC: "One candidate; every exon was callable for small variants and for "
    "deletions.",
    State.INDETERMINATE: "Evidence contradicts itself, or leaves open what decides: a record that "
    "cannot be read, copies that nothing counts.",
    State.NONE_CALLABLE: "No candidate; every exon was callable for small variants, and a "
    "homozygous loss of an exon is excluded.",
    State.NONE_INCOMPLETE: "No candidate, but at least one exon was not callable or its "
    "callability is unknown.",
}
