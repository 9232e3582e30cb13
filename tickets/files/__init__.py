"""Files people send: kept once by their content, given out only after somebody asked who wants them."""
