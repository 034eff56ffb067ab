"""`python -m quotebrowser`: the same program as the `quotebrowser` command."""

import sys

from quotebrowser.cli import main

if __name__ == "__main__":
    sys.exit(main())
