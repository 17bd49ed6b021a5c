"""E-mail: letters as they lie in files become threads; what the letters and mbox readers share."""
