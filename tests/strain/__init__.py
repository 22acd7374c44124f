"""The handbook under strain: odd input, stopped builds, full disks, other machines."""
