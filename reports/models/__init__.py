from reports.models.stay import Stay

__all__ = ["Stay"]
