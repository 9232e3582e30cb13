"""The agents' door: queues, the ticket page, and a page for every verb."""
