"""When consensus is truly blocked: four preconditions with evidence, then one of two ways out."""
