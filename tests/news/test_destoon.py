"""The old site's articles: dry run first, then all of it, then nothing more."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from news.models import Article
from portal.media.models import Photo
from portal.site.models import Redirect
from tests.factories import make_boss, make_column, png

pytestmark = pytest.mark.django_db

CSV = (
    "itemid,catid,title,introduce,content,author,copyfrom,fromurl,tag,thumb,hits,addtime,status\n"
    '12,21,储能电站开工,导语。,"<div style=""x"">　　投资5.2亿元。<img src=""/file/upload/a.png""><img src=""http://x/b.jpg""><script>x</script></div>",'
    "张三,平顶山日报,https://example.com/1,储能 能源,/file/upload/a.png,345,1600000000,3\n"
    "13,21,待审的稿子,,<p>文</p>,,平顶山日报,,,,0,2021-05-06 07:08:09,2\n"
    "14,22,过期公告,,<p>文</p>,,高新区,,,,1,1500000000,4\n"
    "15,21,删掉的,,<p>文</p>,,高新区,,,,1,1500000000,0\n"
    "16,21,,,<p>文</p>,,高新区,,,,1,1500000000,3\n"
    "17,21,没有来源,,<p>文</p>,,,,,,1,1500000000,3\n"
)
SQL = (
    "CREATE TABLE `destoon_article_21` (\n  `itemid` bigint,\n  `title` varchar(100),\n  `status` tinyint,\n  `addtime` int,\n"
    "  `copyfrom` varchar(30)\n) ENGINE=InnoDB;\n"
    "INSERT INTO `destoon_article_21` VALUES (7,'老张说\\'好\\'；(一)',3,1600000000,'高新区'),(8,'第二篇',3,1600000000,NULL);\n"
    "INSERT INTO `destoon_article_data_21` (`itemid`, `content`) VALUES (7,'<p>第一行</p>\\n<p>''引号''</p>');\n"
)


@pytest.fixture
def site(tmp_path):
    make_boss()
    make_column(slug="news", kind="list", name="新闻")
    main = make_column(slug="old")
    notices = make_column(slug="notices")
    (tmp_path / "file/upload").mkdir(parents=True)
    (tmp_path / "file/upload/a.png").write_bytes(png())

    def run(text, *args, **options):
        file = tmp_path / "dump"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        out = StringIO()
        call_command(
            "import_destoon", str(file), "--column", main.path, "--map", f"22={notices.path}", *args, stdout=out
        )
        return out.getvalue()

    run.folder = tmp_path
    return run


def test_a_dry_run_reports_and_writes_nothing(site):
    said = site(CSV, "--dry-run", "--files", str(site.folder))
    assert "试运行" in said and "已发布 1；归档 1；草稿 2" in said and "回收站，跳过 1" in said
    assert "第 6 行：没有标题" in said and "没有来源" in said and "未带入的图片 1" in said
    assert not Article.objects.exists() and not Redirect.objects.exists() and not Photo.objects.exists()


def test_rows_become_clean_articles_and_a_second_run_adds_nothing(site, client):
    site(CSV, "--files", str(site.folder))
    article = Article.objects.get(title="储能电站开工")
    assert "<p>投资5.2亿元。</p>" in article.body and "data-file" in article.body
    assert "script" not in article.body and "style" not in article.body and "http://x" not in article.body
    assert (article.byline, str(article.source), article.is_reprint, article.owes_review_since) == (
        "张三",
        "平顶山日报",
        True,
        None,
    )
    assert article.lead_photo and {tag.name for tag in article.tags.all()} == {"储能", "能源"}
    assert article.first_published_at.timestamp() == 1600000000 and article.reads.get().count == 345
    assert client.get("/news/show-12.html/")["Location"] == article.get_absolute_url()
    assert client.get(article.get_absolute_url()).status_code == 200
    assert Article.objects.get(title="待审的稿子").status == "draft"
    assert Article.objects.get(title="过期公告").status == "archived"
    before = (Article.objects.count(), Redirect.objects.count(), Photo.objects.count())
    assert "已导入过，跳过 4" in site(CSV, "--files", str(site.folder))
    assert (Article.objects.count(), Redirect.objects.count(), Photo.objects.count()) == before


def test_a_mysqldump_is_read_with_its_bodies_and_old_addresses_with_a_query(site, client):
    site(SQL.encode("gb18030"), "--old-address", "/news/show.php?itemid={itemid}")
    article = Article.objects.get(title="老张说'好'；(一)")
    assert "第一行" in article.body and "'引号'" in article.body
    assert client.get("/news/show.php/?itemid=7")["Location"] == article.get_absolute_url()
    assert client.get("/news/show.php/?itemid=9").status_code == 404


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "缺少列"),
        ("", "没有数据行"),
        (b"\xff\xff\xff", "编码"),
        (SQL[:-20], "不完整"),
        ("title\n", "没有数据行"),
    ],
)
def test_what_is_no_dump_is_said(site, text, message):
    with pytest.raises(CommandError, match=message):
        site(text)


def test_an_unknown_column_is_said(site):
    with pytest.raises(CommandError, match="/nowhere/"):
        site(CSV, "--map", "9=/nowhere/")
