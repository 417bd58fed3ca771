"""The cohort as one page: everybody by severity, and who carries which variant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteo_annot.locus.locus import LOCUS
from osteo_annot.report.page.cohort_view import filters, groups, person_of, variant_lines
from osteo_annot.report.page.environment import page
from osteo_annot.sentences.texts import appendix as say


def render_cohort(rows: Sequence[Mapping[str, str]], table: str = "") -> str:
    """The page of a cohort table; ``table`` is its relative address, where the page links to it.

    Of very many people some are counted only, first those without news. It is read without a
    script; filters, search and sorting need one, which is inside.
    """
    people = [person_of(number, row) for number, row in enumerate(rows, 1)]
    shown = groups(people)
    listed = {person.number for group in shown for person in group.listed}
    return page(
        "cohort.html.j2",
        footer=say.COHORT_FOOT(gene=LOCUS.gene).text,
        script="cohort.js",
        styles=("page.css", "cohort.css"),
        gene=LOCUS.gene,
        people=len(people),
        groups=shown,
        listed=listed,
        filters=filters(people),
        variants=variant_lines(people),
        table=table,
    )
