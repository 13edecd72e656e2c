"""Handing texts to a translator: what, from and into which language, and in which form."""
