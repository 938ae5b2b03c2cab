"""When each repeated job was last put in the queue."""

from django.db import models


class Schedule(models.Model):
    """The moment a repeated job was last put; its row is locked while it is put, so two schedulers do not put it twice."""

    name = models.CharField(max_length=100, unique=True)
    last_put_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.last_put_at}"
