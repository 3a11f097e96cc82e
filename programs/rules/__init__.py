"""What standards and orders ask of a man, as data, and what his record comes to under them.

Nothing here reads the database or the clock: rows come in, figures with their sentences go out.
"""

from programs.rules.clocks import Clock, Unit, due
from programs.rules.profile import Rules, Step
from programs.rules.record import Offer, Order, Record
from programs.rules.standing import Standing, standing_of

__all__ = ["Clock", "Offer", "Order", "Record", "Rules", "Standing", "Step", "Unit", "due", "standing_of"]
