"""Marked-up files: web pages, books, journal articles, XML."""
