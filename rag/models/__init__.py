"""The adapters that touch llama.cpp and sentence-transformers; import their modules directly."""
