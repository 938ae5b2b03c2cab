"""Every test run keeps its data in a folder of its own, never in the user's (see tests/settings.py)."""

import os
import tempfile

os.environ.setdefault("PRONGSAI_HOME", tempfile.mkdtemp(prefix="prongsai-test-"))
