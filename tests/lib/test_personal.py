import time

import pytest

from portal.lib.personal import find_contacts, mask_contacts, masked_name, plain_line, plain_lines


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张小明", "张**"), ("欧阳静", "欧阳**"), ("欧阳", "欧**"), ("Alice Wang", "A**"), ("  李 四 ", "李**"), ("Ａｌｉｃｅ", "A**"),
        ("管理员", "网友"), ("管\u200b理\u2060员", "网友"), ("系统管理员", "网友"), ("ＡＤＭＩＮ", "网友"), ("高新区管委会", "网友"),
        ("\u202e员理管", "员**"), ("\u200b\u200d\ufeff", "网友"), ("😀😀", "网友"), ("138", "网友"), ("", "网友"), ("王\u0336\u0336五", "王**"),
    ],
)  # fmt: skip
def test_a_name_shows_the_family_alone(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    "text",
    [
        "电话13800138000", "１３８００１３８０００", "138 0013 8000", "138-0013-8000", "+86 13800138000", "座机0375-3234567", "（0375）2234567", "03752234567", "电话：2234567", "a.b@example.com", "a.b ＠ example．com", "身份证11010519491231002X", "卡6222021234567890123",
        "微信：abc_12345", "加QQ 12345678", "vx abc12345",
    ],
)  # fmt: skip
def test_contact_data_are_found_and_covered(text):
    assert find_contacts(text)
    assert find_contacts(mask_contacts(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "总投资122.3亿元，38个项目",
        "2026年1月16日",
        "GX-001、410402199号地块",
        "文号2501-410400-04-01-123456",
        "第137.53%，1340.7亿元",
    ],
)
def test_amounts_dates_and_codes_stay(text):
    assert find_contacts(text) == []
    assert mask_contacts(text) == text


def test_covering_keeps_the_rest_of_the_text_as_it_was():
    assert mask_contacts("您好，电话：13800138000，谢谢！") == "您好，电话：138****，谢谢！"
    assert mask_contacts("我叫张小明，张小明的手机没响", "张小明") == "我叫张**，张**的手机没响"


def test_what_cannot_be_seen_is_gone_and_breaks_stay():
    assert plain_line("a\u202eb\u200bc\x00d\n\te") == "abcd e"
    assert plain_lines("一\r\n\r\n\r\n\r\n二\u2066 \x07三\ud800") == "一\n\n二 三"


def test_a_long_text_takes_no_time():
    start = time.perf_counter()
    mask_contacts("1 3 8 0 0 a.a@" * 3000)
    assert time.perf_counter() - start < 1
