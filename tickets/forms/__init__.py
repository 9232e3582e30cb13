"""What people fill in, made into what operations take: one form per verb, shared by the doors."""
