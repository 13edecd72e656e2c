"""Between languages: memory, terms, spelling, and the formats that carry them."""
