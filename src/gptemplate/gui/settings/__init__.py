"""The page on which a person sets up the program."""
