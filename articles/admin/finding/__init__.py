"""Finding stories: the page of results, the dialog that opens everywhere, and the boxes of lists."""
