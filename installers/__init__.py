"""What makes and tries the installers. Run from the root of a checkout: python -m installers"""
