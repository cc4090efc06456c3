"""The second net: a trained model for names that no directory and no rule knows.

`make install` trains it from data/ (see NOTICE there) and `carriers`, into model.npz. It reads
nothing but that file, and no network.
"""

from anonymizer.second_net.features import HIDDEN
from anonymizer.second_net.net import Guess, MissingModel, guesses

__all__ = ["HIDDEN", "Guess", "MissingModel", "guesses"]
