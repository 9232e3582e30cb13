"""The people: who signs in, who works here, what they may do."""
