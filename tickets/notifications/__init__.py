"""Who hears of what happened, and in which words: questions only, nothing is sent from here."""
