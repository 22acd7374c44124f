"""Each real page held against each family of checks; a test is named by its page."""
