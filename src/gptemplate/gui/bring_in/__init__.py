"""Bringing files in: what they would do is shown first."""
