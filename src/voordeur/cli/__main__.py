# SPDX-License-Identifier: EUPL-1.2
"""`python -m voordeur.cli` is the `voordeur` command."""

import sys

from voordeur.cli import main

sys.exit(main())
