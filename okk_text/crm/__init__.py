"""The CRM side: a file of deals held against the conversations; nothing is written to either."""
