"""A verb on many tickets of a list: chosen there, asked for once, done ticket by ticket, and told."""
