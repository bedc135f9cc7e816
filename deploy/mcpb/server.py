"""What the bundle starts: the server over standard input and output."""

import sys

from devrev_sessions.__main__ import main

sys.exit(main())
