"""How a practice is printed: Word and PDF from one outline. Imported at the first export, never at start."""
