"""`python -m duibiao` is the command line."""

from __future__ import annotations

import sys

from duibiao.cli import main

sys.exit(main())
