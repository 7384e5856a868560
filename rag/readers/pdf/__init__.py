"""PDF documents: lines, paragraphs and tables from where the words stand."""
