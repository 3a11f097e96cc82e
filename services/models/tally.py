from django.db import models


class Tally(models.Model):
    """How often somebody came lately, under a keyed print: whose it is cannot be read from it."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"Tally {self.key[:8]}"
