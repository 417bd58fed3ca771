"""What is known of the disease and the gene?"""
