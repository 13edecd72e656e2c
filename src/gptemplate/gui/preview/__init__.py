"""A practice as it will print, beside what is being written."""
