"""The score sheets, the states worked out for them, and the page that shows both."""
