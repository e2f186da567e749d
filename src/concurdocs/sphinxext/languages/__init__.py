"""Several languages: from page to page, and what Chinese text needs."""
