"""The judge: questions to a language model, each answer with its evidence."""
