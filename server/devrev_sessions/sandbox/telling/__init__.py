"""How a sample is told: a clock, small variations, and the steps a person or an app takes."""
