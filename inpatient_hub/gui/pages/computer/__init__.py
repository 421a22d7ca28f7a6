"""The page that says whether this computer is fit for SystmOne."""
