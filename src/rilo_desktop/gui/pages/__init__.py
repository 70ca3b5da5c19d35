"""One package a page. A page knows no other page."""
