"""A family's life map: lights by area, and the guarantees with their answers."""
