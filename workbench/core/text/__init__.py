"""What a text says, without a model: words, quantities, quotes, polarity, and the steps of a test."""
