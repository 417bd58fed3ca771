"""``python -m osteo_annot`` is the same program as ``osteo-annot``."""

from osteo_annot.cli.main import main

raise SystemExit(main())
