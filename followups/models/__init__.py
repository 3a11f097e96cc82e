from followups.models.follow_up import FollowUp

__all__ = ["FollowUp"]
