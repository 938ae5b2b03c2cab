"""Pages of keys and webhooks, and the answer where the API has nothing."""
