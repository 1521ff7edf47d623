"""German morphology: analyse and re-inflect noun phrases and verbs; knows no rule and no letter."""
