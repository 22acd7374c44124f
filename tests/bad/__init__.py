"""Bad pages: each declares inside itself which complaints it must draw."""
