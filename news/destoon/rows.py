"""One row of the old site as an article of this one."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils import timezone

from portal.lib.html import plain_text, shorten
from portal.lib.images import BadImage
from portal.media.models import Photo
from portal.site.models import Column, Redirect
from portal.site.prose import clean_body

from ..models import Article, Source, Tag
from ..models.readers import DayReads

PUBLISHED, EXPIRED, BIN = "3", "4", "0"
_IMAGE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.I)
_INDENT = re.compile(r"(<(?:p|h[2-4]|li)>)(?:[\s\u3000\u00a0]|&nbsp;)+")
_EMPTY = re.compile(r"<(p|h[2-4]|li)>(?:\s|&nbsp;|<br>)*</\1>")


@dataclass
class Report:
    """What an import did, or would do."""

    published: int = 0
    archived: int = 0
    drafts: int = 0
    known: int = 0
    binned: int = 0
    redirects: int = 0
    photos: int = 0
    dropped: int = 0
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        counts = [
            ("已发布", self.published), ("归档", self.archived), ("草稿", self.drafts), ("已导入过，跳过", self.known),
            ("回收站，跳过", self.binned), ("旧网址跳转", self.redirects), ("带入图片", self.photos), ("未带入的图片", self.dropped),
        ]  # fmt: skip
        return ["；".join(f"{word} {count}" for word, count in counts), *self.problems]


@dataclass
class Import:
    """`columns`: catid -> column, "" the one for all others. `files`: the old site's folder of uploads, if there is one.
    `address`: the old address of an article, with {itemid}."""

    by: object
    columns: dict[str, Column]
    address: str
    files: Path | None = None
    is_dry: bool = False
    report: Report = field(default_factory=Report)

    def take(self, number: int, row: dict[str, str]) -> None:
        title = unescape(re.sub(r"<[^>]*>", "", row.get("title", ""))).strip()
        moment = _moment(row.get("addtime", ""))
        if row["status"].strip() == BIN:
            self.report.binned += 1
        elif not title or moment is None:
            self.report.problems.append(f"第 {number} 行：{'没有标题' if not title else '时间无法识别'}，跳过。")
        elif self._is_known(row, title, moment):
            self.report.known += 1
        else:
            self._add(number, row, title[:120], moment)

    def _is_known(self, row: dict[str, str], title: str, moment: datetime) -> bool:
        old = self._old_path(row)
        if old and Redirect.objects.filter(old_path=old).exists():
            return True
        same = Article.objects.filter(title=title[:120], column=self._column(row), revises=None)
        return same.filter(Q(first_published_at=moment) | Q(first_published_at=None)).exists()

    def _add(self, number: int, row: dict[str, str], title: str, moment: datetime) -> None:
        status, text = row["status"].strip(), lambda name, most: unescape(row.get(name, "")).strip()[:most]
        url = text("fromurl", 300)
        article = Article(
            title=title, column=self._column(row), byline=text("author", 100), drafted_by=self.by,
            summary=shorten(plain_text(row.get("introduce", "")), 280), body=self._body(row, title),
            source_url=url if url.startswith(("http://", "https://")) else "", source=_source(text("copyfrom", 100)),
        )  # fmt: skip
        article.is_reprint = bool(article.source_url and article.source)
        article.lead_photo = self._photo(row.get("thumb", ""), row, title)
        article._history_user = self.by
        article.save()
        article.tags.set(_tags(text("tag", 200)))
        if status not in (PUBLISHED, EXPIRED):
            self.report.drafts += 1
            return
        if errors := article.publishing_errors():
            self.report.drafts += 1
            self.report.problems.append(f"第 {number} 行“{title}”：{'；'.join(errors)}存为草稿。")
            return
        article.take_over(by=self.by, at=moment, note="旧站文章迁入")
        if status == EXPIRED:
            article.archive(by=self.by, note="旧站已过期")
        self.report.archived += status == EXPIRED
        self.report.published += status == PUBLISHED
        self._finish(row, article, moment)

    def _finish(self, row: dict[str, str], article: Article, moment: datetime) -> None:
        """The readers it has had, and its old address."""
        hits = row.get("hits", "").strip()
        if hits.isascii() and hits.isdigit() and 0 < int(hits) < 2**31:
            day = timezone.localdate(moment)
            DayReads.objects.update_or_create(article=article, day=day, defaults={"count": int(hits)})
        if old := self._old_path(row):
            Redirect.leave(old, article.get_absolute_url())
            self.report.redirects += 1

    def _column(self, row: dict[str, str]) -> Column:
        return self.columns.get(row.get("catid", "").strip()) or self.columns[""]

    def _old_path(self, row: dict[str, str]) -> str:
        """As the site asks for it: path with / at its end, then the query. "" where the row names no address."""
        old = row.get("linkurl", "").strip() or (self.address.format(itemid=row["itemid"]) if row.get("itemid") else "")
        if not old:
            return ""
        parts = urlsplit(old)
        folder = "" if parts.path.startswith("/") else self.address.rpartition("/")[0] + "/"
        path = f"{folder}{parts.path}".rstrip("/") + "/"
        return (path + (f"?{parts.query}" if parts.query else ""))[:200]

    def _body(self, row: dict[str, str], title: str) -> str:
        """Clean blocks; a picture stays when its file is at hand, and what is left out is counted."""

        def picture(match: re.Match[str]) -> str:
            photo = self._photo(match[1], row, title)
            return f"</p>{photo.as_figure()}<p>" if photo else ""

        html = row.get("content", "")
        if not re.search(r"<p\b", html, re.I):
            html = re.sub(r"<div\b[^>]*>", "<p>", html, flags=re.I)
            html = re.sub(r"</div>", "</p>", html, flags=re.I)
            lines = re.split(r"(?:<br\s*/?>\s*)+|\n{2,}", html)
            html = html if "<p>" in html else "".join(f"<p>{line}</p>" for line in lines)
        html = _IMAGE.sub(picture, re.sub(r"</?div\b[^>]*>", "", html, flags=re.I))
        clean = clean_body(html)
        return _EMPTY.sub("", _INDENT.sub(r"\1", clean))

    def _photo(self, address: str, row: dict[str, str], title: str) -> Photo | None:
        """The picture at an old address. The old site kept no credits: it is named after where the article came from."""
        if not address.strip():
            return None
        path = self._file(address)
        if path is None:
            self.report.dropped += 1
            return None
        credit = row.get("copyfrom", "").strip() or row.get("author", "").strip() or "旧站资料"
        self.report.photos += 1
        if self.is_dry:
            return None
        try:
            return Photo.add(path.read_bytes(), title=title[:100], alt="", credit=credit[:80])
        except BadImage:
            self.report.photos -= 1
            self.report.dropped += 1
            return None

    def _file(self, address: str) -> Path | None:
        """The file of an old address below the folder of uploads, never outside it."""
        if self.files is None:
            return None
        path = (self.files / unescape(urlsplit(address).path).lstrip("/")).resolve()
        return path if path.is_relative_to(self.files.resolve()) and path.is_file() else None


def _moment(text: str) -> datetime | None:
    """Seconds since 1970, or a date with or without time in the zone's time; None for anything else and the future."""
    text = text.strip()
    try:
        if text.isascii() and text.isdigit() and len(text) >= 9:
            found = datetime.fromtimestamp(int(text), UTC)
        else:
            found = timezone.make_aware(datetime.fromisoformat(text.replace("/", "-")))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found <= timezone.now() else None


def _source(name: str) -> Source | None:
    if not name:
        return None
    if known := Source.objects.filter(name=name).first():
        return known
    return Source.objects.create(name=name, code=f"old-{hashlib.sha256(name.encode()).hexdigest()[:10]}")


def _tags(words: str) -> list[Tag]:
    names = dict.fromkeys(word[:30] for word in re.split(r"[\s,，、;；|]+", words) if word)
    return [Tag.objects.get_or_create(name=name)[0] for name in names]
