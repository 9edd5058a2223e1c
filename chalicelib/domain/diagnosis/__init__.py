"""What one report says: language, observables, links, category and urgency, each with its reason. Pure functions."""
