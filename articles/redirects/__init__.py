"""Where old paths lead: editors' redirects, and former addresses of stories."""
