"""Tells whether this computer is fit for SystmOne, and whether this installation is sound."""
