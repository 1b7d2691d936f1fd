"""Speed and size of the whole product, as ratios to floors measured in the same run."""
