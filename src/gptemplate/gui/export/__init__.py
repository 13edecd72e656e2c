"""Handing practices out as documents: what is asked, how far it has come, what came of it."""
