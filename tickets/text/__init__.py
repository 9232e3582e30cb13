"""What people wrote: cleaned HTML, and the same as plain text. Pure."""
