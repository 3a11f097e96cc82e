"""What a program teaches, as it is written down: read from JSON and written to it, with an example that ships."""

from programs.curricula.written import Written, WrittenHandout, WrittenPart, WrittenPlan, WrittenSkill

__all__ = ["Written", "WrittenHandout", "WrittenPart", "WrittenPlan", "WrittenSkill"]
