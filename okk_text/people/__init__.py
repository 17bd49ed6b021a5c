"""People: their names in every spelling, how they introduce themselves and greet each other."""
