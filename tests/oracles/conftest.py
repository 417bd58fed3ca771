"""Third-party engines run as they are: their own deprecation warnings are no fault of ours."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import hgvs.assemblymapper  # noqa: F401
