"""The chat app: one folder a tab, `server/` around them. The only room that knows Gradio."""

from assistant.app.stubs import write_none

write_none()
