"""The notebook of the docs runs from its first cell to its last, and shows what it promises."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def test_every_cell_runs(tmp_path, monkeypatch):
    """In a kernel of its own, in an empty folder, with no settings of the user."""
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    shown = [
        kind for cell in notebook.cells for out in cell.get("outputs", ()) for kind in _of(out)
    ]
    assert shown.count("image/png") == 2
    assert shown.count("text/html") >= 5
    assert "stderr" not in shown


def test_no_output_is_kept():
    """It is made anew each time: what stands in the file is what a reader types."""
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def _of(output: nbformat.NotebookNode) -> list[str]:
    """Kinds of what an output shows."""
    return [output["name"]] if output["output_type"] == "stream" else list(output.get("data", ()))
