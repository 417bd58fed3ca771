"""What the analysis cannot see, by what was given to it."""

from __future__ import annotations

from collections.abc import Sequence

from osteo_annot.copies.callability import Callability, ExonCallability
from osteo_annot.evidence.knowledge import Knowledge
from osteo_annot.intake.case import InputSet
from osteo_annot.intake.knowledge.sources import SourceKind
from osteo_annot.locus.locus import LOCUS
from osteo_annot.measured.exon_ratio import DepthBasis
from osteo_annot.notes import NoteCode
from osteo_annot.report.result.evidence_model import Statement, statement
from osteo_annot.sentences.sentence import Said
from osteo_annot.sentences.texts import examined as say
from osteo_annot.worded import Worded


class Limit(Worded):
    """A limit of the analysis; the text is printed in every report that it concerns."""

    CALLERS_DECIDE = (
        "CALLERS_DECIDE",
        "Only what the callers wrote into the given files can be found.",
    )
    NOT_SEARCHED = (
        "NOT_SEARCHED",
        (
            "Deep intronic and regulatory variants, balanced rearrangements, repeat "
            "expansions and low-level mosaicism are not searched for."
        ),
    )
    OTHER_GENES_NOT_JUDGED = (
        "OTHER_GENES_NOT_JUDGED",
        "Other genes of the panel stand in the same files; they were not judged.",
    )
    NO_CALLABILITY = (
        "NO_CALLABILITY",
        (
            "No gVCF and no callable regions were given: where no record stands, it "
            "is not known whether the person is reference there."
        ),
    )
    DELETIONS_NOT_SEARCHED = (
        "DELETIONS_NOT_SEARCHED",
        (
            "In some or all exons nothing that was given shows that deletions of one copy were "
            "looked for: they are not excluded. Published families carry such deletions."
        ),
    )
    CALLER_NOT_KNOWN = (
        "CALLER_NOT_KNOWN",
        (
            "A file with structural records does not say which program wrote it, "
            "or names one that is not known here: its fields were read by the VCF "
            "specification, and a number of copies that this caller "
            "writes in its own way may be misread."
        ),
    )
    INTRONS_UNKNOWN = (
        "INTRONS_UNKNOWN",
        (
            "The bundled reference knows all exons and splice dinucleotides, but "
            "only part of the introns; changes in unknown sequence are kept as written. A genome "
            "FASTA (--reference) lifts this limit."
        ),
    )
    DEPTH_NOT_READ = (
        "DEPTH_NOT_READ",
        "Depth was not held against reference samples: copy number is as the callers state it.",
    )
    DEPTH_NOT_ANCHORED = (
        "DEPTH_NOT_ANCHORED",
        (
            "The file of depth tells nothing far from the gene, or that does not fit: a loss of "
            "the whole surroundings cannot be seen by it, and no copies of two are told."
        ),
    )
    DEPTH_OF_SOME_CELLS = (
        "DEPTH_OF_SOME_CELLS",
        (
            "A loss in a part of the cells lowers the depth too little: of losses of one copy in "
            "30 % of the cells none is told by depth, and some are said to be excluded "
            "(docs/depth.md)."
        ),
    )
    REFERENCES_MAY_CARRY = (
        "REFERENCES_MAY_CARRY",
        (
            "Were most of the reference samples carriers of one loss, a person with it would look "
            "like two copies, and one without it like more: no such loss is told by depth "
            "(docs/depth.md). References are to be unrelated and without the disease."
        ),
    )
    FREQUENCIES_NOT_GIVEN = (
        "FREQUENCIES_NOT_GIVEN",
        (
            "Population frequencies were not given (--gnomad): BA1, BS1, BS2 "
            "and PM2 are not assessed, which does not mean absent."
        ),
    )
    CLINVAR_NOT_GIVEN = (
        "CLINVAR_NOT_GIVEN",
        "A current ClinVar was not given (--clinvar); the embedded list is of 2012 to 2017.",
    )
    SPLICE_SCORES_NOT_GIVEN = (
        "SPLICE_SCORES_NOT_GIVEN",
        "Splice scores were not given (--splice): what they would tell is not assessed.",
    )
    MISSENSE_SCORES_NOT_GIVEN = (
        "MISSENSE_SCORES_NOT_GIVEN",
        "Missense scores were not given (--missense): what they would tell is not assessed.",
    )
    RESEARCH_USE = (
        "RESEARCH_USE",
        (
            "This analysis was not validated by the laboratory; it is a draft until a "
            "named person has signed it."
        ),
    )


_OF_SOURCE = {
    SourceKind.FREQUENCIES: Limit.FREQUENCIES_NOT_GIVEN,
    SourceKind.CLINVAR: Limit.CLINVAR_NOT_GIVEN,
    SourceKind.SPLICE: Limit.SPLICE_SCORES_NOT_GIVEN,
    SourceKind.MISSENSE: Limit.MISSENSE_SCORES_NOT_GIVEN,
}


def limits_of(
    inputs: InputSet,
    knowledge: Knowledge,
    exons: Sequence[ExonCallability],
    other_genes: Sequence[str] = (),
) -> list[Statement[Limit]]:
    """The limits that hold for an input set, what was given besides, and a person's callability.

    ``other_genes``: genes of the panel that stand in the files of a person whose findings this gene
    does not explain.
    """
    ratios = [e.ratio for e in exons if e.ratio is not None and e.ratio.ratio is not None]
    by_depth = bool(ratios)
    looked_for = _deletions_searched(exons)
    has_calls = inputs.coverages or any(f.is_gvcf for f in inputs.files)
    holds = {
        Limit.OTHER_GENES_NOT_JUDGED: bool(other_genes),
        Limit.NO_CALLABILITY: not has_calls,
        Limit.DELETIONS_NOT_SEARCHED: not looked_for,
        Limit.DEPTH_NOT_READ: not by_depth,
        Limit.DEPTH_NOT_ANCHORED: by_depth and not all(r.is_anchored for r in ratios),
        Limit.DEPTH_OF_SOME_CELLS: by_depth,
        Limit.REFERENCES_MAY_CARRY: any(r.basis is DepthBasis.REFERENCES for r in ratios),
        Limit.CALLER_NOT_KNOWN: any(n.code is NoteCode.CALLER_NOT_KNOWN for n in inputs.notes),
        Limit.INTRONS_UNKNOWN: inputs.reference.source.startswith("embedded"),
        **{limit: not knowledge.sources.of(kind) for kind, limit in _OF_SOURCE.items()},
    }
    said: dict[Limit, Said] = {
        Limit.OTHER_GENES_NOT_JUDGED: say.OTHER_GENES(genes=tuple(other_genes), gene=LOCUS.gene)
    }
    return [statement(limit, said.get(limit, limit)) for limit in Limit if holds.get(limit, True)]


def limits_by(
    limits: Sequence[Statement[Limit]], exons: Sequence[ExonCallability]
) -> list[Statement[Limit]]:
    """Limits of a result, by what is known now of its exons."""
    limit = Limit.DELETIONS_NOT_SEARCHED
    told = {one.code: one for one in limits if one.code is not limit}
    if not _deletions_searched(exons):
        told[limit] = statement(limit, limit)
    return [told[one] for one in Limit if one in told]


def _deletions_searched(exons: Sequence[ExonCallability]) -> bool:
    """Whether deletions of one copy were looked for in every exon."""
    return all(e.deletions is Callability.CALLABLE for e in exons)
