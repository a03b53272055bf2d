"""The road to Telegram: transport, updates in, screens out, pace. Nobody is stored anywhere on it."""

import os

# The library then gives `retry_after` as a timedelta, as it always will one day, and does not warn at every 429.
os.environ.setdefault("PTB_TIMEDELTA", "1")
