"""``python -m policydoc``: the command."""

import sys

from policydoc._cli import main

if __name__ == "__main__":
    sys.exit(main())
