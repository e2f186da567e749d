"""The words that figures, consoles and tables show, in every language there is."""
