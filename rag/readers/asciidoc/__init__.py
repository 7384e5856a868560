"""AsciiDoc: lines, attributes and conditions, inline marks, tables."""
