"""The OPTB5 record: what is known of the disease, each statement with its source and status."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from osteo_annot.locus.files import resource_text


@lru_cache(maxsize=1)
def record() -> Mapping[str, Any]:
    """The record as it stands in ``resources/OSTM1/record.json``."""
    data: Mapping[str, Any] = json.loads(resource_text("OSTM1/record.json"))
    return data
