"""What can happen to people: each function locks, asks, changes, tells."""
