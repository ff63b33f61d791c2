"""What is done with panels and the decision whether to assess."""
