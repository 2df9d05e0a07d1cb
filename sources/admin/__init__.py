from sources.admin.document import DocumentAdmin
from sources.admin.publisher import PublisherAdmin

__all__ = ["DocumentAdmin", "PublisherAdmin"]
