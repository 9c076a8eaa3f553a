"""What `make bench` runs: measuring tools, and the hand-written app beside which ours is measured.

Nothing of the product lives here, and nothing here is imported by it.
"""
