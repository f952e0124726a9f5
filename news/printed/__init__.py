"""The editor's view of the figures in an article: what was found, what it may be, what it is tied to."""
