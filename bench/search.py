"""What searching costs, and that nothing is missed: python bench/search.py --rows 10000

Makes a database of its own in a temporary folder, fills it with made articles, indexes them, and asks. Recall is measured
against plain containment (Chinese of any length) and whole words or their beginnings (letters, digits). With DATABASE_URL it
uses that database instead (an empty one). Shared machines are noisy: read the ratios.
"""

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

WORDS = [
    "高新区",
    "项目",
    "建设",
    "尼龙",
    "新材料",
    "储能",
    "电站",
    "智能",
    "装备",
    "产业",
    "园区",
    "企业",
    "创新",
    "专利",
    "研发",
    "平台",
    "投资",
    "开工",
    "竣工",
    "投产",
    "服务",
    "审批",
    "政策",
    "民生",
    "学校",
    "医院",
    "道路",
    "绿化",
    "供热",
    "管网",
    "就业",
    "培训",
    "人才",
    "科技",
    "制造",
    "电气",
    "变压器",
    "机器人",
    "数字",
    "经济",
    "改革",
    "营商",
    "环境",
    "招商",
    "签约",
    "落地",
    "推进",
    "完成",
    "同比",
    "增长",
    "全市",
    "全省",
    "国家级",
]
LATIN = ["5G", "GX-001", "MW", "AI", "ISO9001", "PA66", "LED", "GDP"]
# A query of every kind, and a hard one of it: words that nearly every made article holds.
KINDS = {
    "one character": "区", "two characters": "项目", "three characters": "高新区", "four characters": "项目建设", "two words": "项目 建设",
    "a character and a part": "新 区", "letters": "gx", "one letter": "g", "a digit": "2", "a letter and a digit": "5g", "a word and letters": "高新区 5g",
    "an amount": "12.5亿元", "a common unit": "亿元", "pinyin": "gaoxinqu", "initials": "gxq", "nothing": "龘龘",
}  # fmt: skip


def text_of(dice: random.Random, length: int) -> str:
    parts, size = [], 0
    while size < length:
        sentence = "".join(dice.choices(WORDS, k=dice.randint(4, 9)))
        if dice.random() < 0.3:
            sentence += dice.choice(LATIN) + dice.choice(WORDS)
        if dice.random() < 0.3:
            sentence += f"{dice.randint(1, 999)}.{dice.randint(1, 99)}亿元"
        sentence += chr(0x4E00 + dice.randint(0, 20_000)) + "，。、"[dice.randint(0, 2)]
        parts.append(sentence)
        size += len(sentence)
    return "".join(parts)


def fill(rows: int, length: int) -> dict[int, str]:
    """Made articles, written straight into the table; pk -> all their words."""
    from django.utils import timezone

    from news.models import Article
    from portal.site.models import Column

    dice, now = random.Random(7), timezone.now()
    column = Column.objects.create(name="要闻", slug="bench", description="说明", keywords="词")
    made = [
        Article(
            pk=n, column=column, title=text_of(dice, 20)[:60], body=f"<p>{text_of(dice, length)}</p>", status="published",
            go_live_at=now - timezone.timedelta(minutes=n), first_published_at=now - timezone.timedelta(minutes=n),
        )
        for n in range(1, rows + 1)
    ]  # fmt: skip
    Article.objects.bulk_create(made, batch_size=500)
    return {article.pk: f"{article.title}\n{article.body[3:-4]}".casefold() for article in made}


def queries(texts: dict[int, str], count: int) -> list[str]:
    """Stretches of the texts of 1 to 12 Han characters, words of letters and digits and their beginnings."""
    dice, found = random.Random(8), []
    keys = list(texts)
    while len(found) < count:
        text = texts[dice.choice(keys)]
        at, size = dice.randrange(len(text)), dice.choice([1, 1, 2, 2, 2, 3, 4, 5, 8, 12])
        part = text[at : at + size]
        if re.fullmatch("[\u4e00-\u9fff]+", part):
            found.append(part)
        elif (word := re.match("[a-z0-9]+", text[at:])) and (at == 0 or not re.match("[a-z0-9]", text[at - 1])):
            found.append(word[0][: dice.randint(1, len(word[0]))])
    return found


def grams(texts: dict[int, str], size: int) -> set[str]:
    """Every stretch of `size` Han characters in these texts."""
    return {
        run[at : at + size]
        for text in texts.values()
        for run in re.findall("[\u4e00-\u9fff]+", text)
        for at in range(len(run) - size + 1)
    }


def beginnings(texts: dict[int, str]) -> set[str]:
    """Every word of letters and digits in these texts, and every beginning of one."""
    words = {word for text in texts.values() for word in re.findall("[a-z0-9]+", text)}
    return {word[:size] for word in words for size in range(1, len(word) + 1)}


def expected(texts: dict[int, str], query: str) -> set[int]:
    if re.match("[a-z0-9]", query):
        pattern = re.compile(f"(?<![a-z0-9]){re.escape(query)}")
        return {pk for pk, text in texts.items() if pattern.search(text)}
    return {pk for pk, text in texts.items() if query in text}


def by_article(query: str) -> set[int]:
    """Ids of the articles that search finds and everybody may see."""
    from portal.search.engines import engine
    from portal.search.sources import public_documents
    from portal.search.words import read_query

    found = engine().matching(read_query(query), public_documents().filter(source="article"))
    return set(found.values_list("object_id", flat=True))


def recall(
    texts: dict[int, str], asked: Iterable[str], found: Callable[[str], set[int]] = by_article
) -> tuple[int, int, int]:
    """(documents that had to be found, missed, found without being right)"""
    wanted = missed = wrong = 0
    for query in asked:
        ids, right = found(query), expected(texts, query)
        wanted += len(right)
        missed += len(right - ids)
        wrong += len(ids - right)
    return wanted, missed, wrong


def timed(asked: Iterable[str], times: int = 5) -> list[tuple[float, int, str]]:
    """(milliseconds, results, query) of the first twenty with all counts and excerpts, as the page makes them; of several
    times the best, for a shared machine takes its time now and then."""
    from portal.search.asked import Asked
    from portal.search.results import Results

    found = []
    for query in asked:
        best = float("inf")
        for _ in range(times):
            started = time.perf_counter()
            results = Results(Asked(q=query))
            list(results.page)
            best = min(best, (time.perf_counter() - started) * 1000)
        found.append((best, results.total, query))
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=10_000)
    options.add_argument("--length", type=int, default=600)
    options.add_argument("--queries", type=int, default=300)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATA_DIR": folder}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        texts = fill(given.rows, given.length)
        started = time.perf_counter()
        call_command("search_rebuild", verbosity=0)
        took = time.perf_counter() - started
        print(
            f"{given.rows} articles of {given.length} characters indexed in {took:.0f} s ({took / given.rows * 1000:.1f} ms each)"
        )
        asked = queries(texts, given.queries)
        wanted, missed, wrong = recall(texts, asked)
        print(f"recall over {len(asked)} queries: {wanted - missed} of {wanted} found, {wrong} besides")
        timed(asked[:20], 1)
        times = timed([*asked[:100], *KINDS.values()])
        only = sorted(ms for ms, _total, _query in times)
        print(
            f"first twenty with counts: median {statistics.median(only):.1f} ms, 95% {only[int(len(only) * 0.95)]:.1f} ms, worst {only[-1]:.1f} ms"
        )
        for kind, (ms, total, query) in zip(KINDS, times[-len(KINDS) :], strict=True):
            print(f"  {ms:6.1f} ms  {total:6} results  {query}  ({kind})")
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
