"""The window looks after the library: its copies, the places it lies in, what is kept where saving fails."""
