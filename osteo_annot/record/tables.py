"""Reading the tab-separated tables of the gene's resources."""

from __future__ import annotations

import csv
from io import StringIO

from osteo_annot.locus.files import resource_text


def rows_of(name: str) -> list[dict[str, str]]:
    """Rows of a table in ``resources/OSTM1/`` by column name, as text."""
    text = resource_text(f"OSTM1/{name}")
    return list(csv.DictReader(StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
