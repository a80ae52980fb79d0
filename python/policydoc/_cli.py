"""The command ``policydoc``, which is written in Rust."""

from __future__ import annotations

import signal
import sys

from policydoc._core import _command


def main() -> int:
    """Runs the command with the arguments of this process, and gives its exit code."""
    # Python's handler would wait until the command has ended.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _command(sys.argv[1:])
