"""Finding things by Thai words: folding, words, the query, its rank and what to mark. Pure; no database."""
