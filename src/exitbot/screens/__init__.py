"""What a person sees: pure functions from knowledge, place and day to a screen. No I/O, no clock, no Telegram."""
