"""How well a test fits a behaviour: features of the pair, and a fitted model that makes a probability of them."""
