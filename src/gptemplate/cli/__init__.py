"""The command line. Each command is a module with `describe` and `run`, imported when it is called; none knows Qt."""
