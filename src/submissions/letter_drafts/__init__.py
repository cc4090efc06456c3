"""A letter being prepared: what stands over it, which texts it gathers, what goes along."""
