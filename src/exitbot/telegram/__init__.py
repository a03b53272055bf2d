"""The road to Telegram: transport, updates in, screens out, pace. Nobody is stored anywhere on it."""
