"""The outside world, one door a file; none knows another."""
