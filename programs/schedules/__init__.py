"""When a group meets, as plain days and hours: made ahead from a rule, and moved. Asks nothing of the database."""

from programs.schedules.moving import Slot, cascaded, shifted
from programs.schedules.recurrence import HORIZON, Recurrence, days_of, meets, times_on

__all__ = ["HORIZON", "Recurrence", "Slot", "cascaded", "days_of", "meets", "shifted", "times_on"]
