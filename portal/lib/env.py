"""Read settings from the environment; a wrong value stops the start with its name and the remedy."""

import os
import secrets
from pathlib import Path


class WrongSetting(SystemExit):
    """Ends the process with one readable line instead of a traceback."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"设置 {name} 有误：{remedy}")


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    value = env_str(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if value == "" else value in ("1", "true", "yes", "on")
    raise WrongSetting(name, f"“{value}”不是开关值，请写 1 或 0。")


def env_int(name: str, default: int, low: int = 0, high: int = 10**9) -> int:
    value = env_str(name) or str(default)
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise WrongSetting(name, f"“{value}”应是 {low} 到 {high} 之间的整数。")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    """A comma-separated list; blanks between commas are dropped."""
    return [part.strip() for part in env_str(name, default).split(",") if part.strip()]


def secret_key(folder: Path) -> str:
    """SECRET_KEY from the environment, else from a file of this machine that the first start writes (mode 600)."""
    if key := env_str("SECRET_KEY"):
        if len(key) < 50:
            raise WrongSetting("SECRET_KEY", "至少 50 个字符；留空则首次启动时自动生成。")
        return key
    path = folder / "secret_key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    except OSError as error:
        raise WrongSetting("DATA_DIR", f"目录 {folder} 不可写（{error.strerror}），请换一个可写目录。") from error
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()
