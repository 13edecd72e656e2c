"""Small parts that every screen is built from. Each knows a theme and plain words, none a practice or a service."""
