"""Answers and notes as text: for a terminal, as Markdown, JSON and HTML; all but `stream` pure."""
