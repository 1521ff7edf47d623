"""One module for each format of the store, numbered; a step that was ever shipped is never changed."""
