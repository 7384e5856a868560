"""Words told from pictures, by the libraries of the extra `ocr`."""
