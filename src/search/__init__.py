"""Full-text search in Japanese and English over what one may see."""
