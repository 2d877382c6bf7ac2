"""What tests share. No test module is imported by another one."""
