import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.media.models import Photo
from tests.backoffice import address, save
from tests.factories import make_article, make_boss, make_photo, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client):
    client.force_login(make_boss())
    return client


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("p.png", content, "image/png")


WORDS = {"title": "题", "alt": "画面", "credit": "某某"}


def test_a_photo_is_uploaded_cleaned_and_listed(boss):
    boss.post("/admin/media/photo/add/", WORDS | {"file": upload(png((1000, 500)))})
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1000, 500)
    assert all(default_storage.exists(name) for name in photo.file_names())
    assert photo.thumb_url in boss.get("/admin/media/photo/").content.decode()


def test_a_file_that_is_no_picture_is_refused_with_the_words_kept(boss):
    page = boss.post("/admin/media/photo/add/", WORDS | {"file": upload(b"<svg onload=alert(1)>")}).content.decode()
    assert "不是 JPEG、PNG、WebP 或 GIF 图片" in page and 'value="某某"' in page
    assert not Photo.objects.exists()


def test_words_change_without_a_new_file(boss):
    photo = make_photo()
    name = photo.name
    save(boss, photo, alt="新说法")
    photo.refresh_from_db()
    assert (photo.alt, photo.name) == ("新说法", name)


def test_a_new_file_gets_a_new_name(boss):
    photo = make_photo()
    name = photo.name
    save(boss, photo, file=upload(png((500, 500))))
    photo.refresh_from_db()
    assert photo.name != name and photo.width == 500


def test_a_photo_in_use_is_not_deleted(boss):
    photo = make_photo()
    make_article(lead_photo=photo, published=False)
    assert boss.post(address(photo).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
    assert Photo.objects.exists()
