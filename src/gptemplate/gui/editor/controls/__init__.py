"""The ways of answering a field: one for each kind of value."""
