"""Good practices, written in several languages side by side."""

__version__ = "0.1.0"
