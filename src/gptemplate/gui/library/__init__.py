"""The table of practices, what is done with whole practices, and the bin."""
