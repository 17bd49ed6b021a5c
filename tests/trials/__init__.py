"""Trials with a real model: run by hand, they take their time."""
