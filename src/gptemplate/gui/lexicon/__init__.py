"""Terms and memory: what the partners agreed to call things, and what was translated before."""
