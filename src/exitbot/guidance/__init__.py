"""What follows for one person: which page is meant by typed words; later the guided check and its verdicts."""
