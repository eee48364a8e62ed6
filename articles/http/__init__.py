"""What the API and the feeds share: caching, parameters and filters, errors, timestamps, and the client's address."""
