"""What each type of document shows, composed of the blocks of the engine."""
