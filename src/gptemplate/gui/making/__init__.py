"""What dialogs that make files have in common: first what and where to, then how far it has come and what came of it."""
