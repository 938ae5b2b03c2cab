"""What the rules mean: plain Python with no Django, network, files or clock."""
