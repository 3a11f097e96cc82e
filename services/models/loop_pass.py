from django.db import models


class LoopPass(models.Model):
    """When a loop last finished its round: proof of work done, not of a process being up. No people in it."""

    name = models.CharField(max_length=60, primary_key=True)
    finished_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
