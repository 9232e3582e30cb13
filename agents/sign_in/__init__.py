"""How people get in: allauth, as this desk takes it."""
