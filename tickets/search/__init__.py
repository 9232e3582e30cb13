"""How agents find tickets: words, ranked and permission-true, and filter words."""
