"""`python -m search_service` in, the same as the command `izde` out."""

import sys

from search_service.cli import main

sys.exit(main())
