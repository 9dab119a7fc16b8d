"""Settings, read once at the edge (environment PLANS_*, `.env`) and passed on as arguments."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are and how the app is served."""

    model_config = SettingsConfigDict(
        env_prefix="PLANS_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Field(Path("var"), description="资料库文件夹")
    corpus: Path = Field(Path("corpus"), description="默认的文件夹，存放要读入的文件")
    database: str | None = Field(None, description="资料库的数据库地址；不填则为资料库文件夹里的 SQLite")
    chroma: str | None = Field(None, description="Chroma 服务地址；不填则用资料库文件夹里的本地库")
    host: str = Field("127.0.0.1", description="聊天页面监听的地址")
    port: int = Field(7860, ge=1, le=65535, description="聊天页面监听的端口")
