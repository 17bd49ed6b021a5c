"""The judge against people's labels: thresholds, and a passport of how well a model judges."""
