"""Articles of an old DESTOON site: reading its dump (`dump`), and taking its rows over (`rows`)."""
