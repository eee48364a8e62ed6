"""Where old paths lead: what editors have written down, and former addresses of stories."""
