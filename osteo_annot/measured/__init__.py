"""What do reads, depth and markers show that no caller wrote?"""
