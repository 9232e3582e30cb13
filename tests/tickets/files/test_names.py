import pytest

from tickets.files.names import clean_name, media_type_of


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\james\\budget.xlsx", "budget.xlsx"),
        ("line\r\nbreak.txt", "linebreak.txt"),
        ("exe\u202efdp.exe", "exefdp.exe"),
        ("nul\x00byte.png", "nulbyte.png"),
        (".htaccess", "htaccess"),
        ("  two   words .txt ", "two words .txt"),
        ("Überweisung für März.pdf", "Überweisung für März.pdf"),
        ("", "file"),
        ("/", "file"),
        ("x" * 300 + ".docx", "x" * 195 + ".docx"),
    ],
)
def test_a_senders_name_becomes_one_harmless_line(sent, kept):
    assert clean_name(sent) == kept


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("photo.JPG", "image/jpeg"),
        ("letter.pdf", "application/pdf"),
        ("page.html", "text/html"),
        ("dump.tar.gz", "application/octet-stream"),
        ("no-ending", "application/octet-stream"),
    ],
)
def test_the_media_type_is_what_the_ending_says(name, media_type):
    assert media_type_of(name) == media_type
