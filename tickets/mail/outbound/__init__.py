"""Letters that leave: what they say, how they hang together, and how they get out."""
