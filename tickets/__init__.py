"""The work: conversations and everything that happens to them."""
