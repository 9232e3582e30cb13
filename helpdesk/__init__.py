"""The composition root: it knows everyone and is imported by no one."""
