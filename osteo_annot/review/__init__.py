"""What happens to a result after it was written: how two runs differ, and who decided what."""
