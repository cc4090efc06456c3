"""What was asked before on the same item or in the same words, beside the draft."""
