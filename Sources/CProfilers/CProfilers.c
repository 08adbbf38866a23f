// Placeholder until the interposers land.
