"""From a button to a verb of publishing: what readers will see, what is missing, and the confirmation."""
