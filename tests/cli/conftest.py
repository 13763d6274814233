"""A scripted server, and retries that do not sleep."""

from chat_fixtures import one_context, server, waits

__all__ = ["one_context", "server", "waits"]
