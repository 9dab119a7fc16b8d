"""The app on a port: one FastAPI application with Gradio inside, and the layers in front of it."""
