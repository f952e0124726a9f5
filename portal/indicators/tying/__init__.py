"""The editor's view of the figures in a text, an article's or a page's: what was found, what it may be, what it is tied to."""
