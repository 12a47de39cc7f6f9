"""Questions: what people asked in free words, without anybody in it, and which of them ask the same."""
