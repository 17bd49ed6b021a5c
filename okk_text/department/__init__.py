"""The department's reports: for the head, for one manager in private, and what clients met."""
