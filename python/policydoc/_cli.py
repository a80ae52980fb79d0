"""The command ``policydoc``, which is written in Rust."""

from __future__ import annotations

import os
import signal
import sys

from policydoc import _pdfium
from policydoc._core import _command


def worker() -> list[str]:
    """The command line that runs the command again, for files that are read apart."""
    # Without `-P`, a folder `policydoc` where the user works would be taken for the package.
    return [sys.executable, "-P", "-m", "policydoc"] if sys.executable else []


def main() -> int:
    """Runs the command with the arguments of this process, and gives its exit code."""
    # Python's handler would wait until the command has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if pdfium := _pdfium.library():
        os.environ["POLICYDOC_PDFIUM"] = str(pdfium)
    return _command(sys.argv[1:], worker())
