"""Where the library of ``--pdf-engine pdfium`` is: the extra ``policydoc[pdfium]`` brings it."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

NAMES = ("libpdfium.so", "libpdfium.dylib", "pdfium.dll")


def library() -> Path | None:
    """The path of the library; ``None`` leaves it to ``POLICYDOC_PDFIUM``, or to be missing."""
    if os.environ.get("POLICYDOC_PDFIUM"):
        return None
    package = find_spec("pypdfium2_raw")
    folders = package.submodule_search_locations if package else None
    found = (Path(folder, name) for folder in folders or () for name in NAMES)
    return next((path for path in found if path.is_file()), None)
