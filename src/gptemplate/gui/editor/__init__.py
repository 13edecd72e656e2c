"""The screen on which a practice is written, in one language or in several side by side."""
