import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from helpdesk.ui.fields import FilesField, WrittenField


class FilesForm(forms.Form):
    attachments = FilesField(max_files=2, max_size=10, required=False)


def filled(*files):
    return FilesForm({}, MultiValueDict({"attachments": list(files)}))


def file(name="a.txt", content=b"x"):
    return SimpleUploadedFile(name, content)


def test_several_files_come_as_a_list():
    form = filled(file("a.txt"), file("b.txt"))

    assert form.is_valid()
    assert [each.name for each in form.cleaned_data["attachments"]] == ["a.txt", "b.txt"]


def test_no_files_are_an_empty_list():
    form = filled()

    assert form.is_valid()
    assert form.cleaned_data["attachments"] == []


def test_a_file_that_is_too_large_is_named_with_both_sizes():
    form = filled(file("big.iso", b"x" * 11))

    assert form.errors == {"attachments": ["“big.iso” has 11 B, at most 10 B are possible."]}


def test_too_many_files_are_refused_with_the_limit():
    form = filled(file("a"), file("b"), file("c"))

    assert form.errors == {"attachments": ["Please send at most 2 files at once."]}


def test_a_required_field_misses_its_files():
    field = FilesField(max_files=2, max_size=10)

    with pytest.raises(forms.ValidationError, match="required"):
        field.clean([])


def test_the_limits_stand_in_the_page_for_the_script():
    drawn = str(FilesForm()["attachments"])

    assert 'data-max-files="2" data-max-size="10"' in drawn
    assert "multiple" in drawn


class WrittenForm(forms.Form):
    message = WrittenField(max_length=12)


def test_without_script_a_text_is_plain():
    form = WrittenForm({"message": "1 < 2"})

    assert form.is_valid()
    assert form.cleaned_data["message"] == "1 < 2"
    assert not form.cleaned_data["message"].is_html


def test_with_the_editor_a_text_is_html():
    form = WrittenForm({"message": "<div>1 &lt; 2</div>", "message_format": "html"})

    assert form.is_valid()
    assert form.cleaned_data["message"].is_html
    assert form.cleaned_data["message"].plain == "1 < 2"


def test_an_editor_without_words_is_empty():
    form = WrittenForm({"message": "<div><br>&nbsp;</div>", "message_format": "html"})

    assert form.errors == {"message": ["This field is required."]}


def test_only_words_count_towards_the_limit():
    assert WrittenForm({"message": "<div><em>twelve chars</em></div>", "message_format": "html"}).is_valid()
    assert WrittenForm({"message": "thirteen char"}).errors == {
        "message": ["Please write at most 12 characters; these are 13."]
    }


def test_a_refused_text_comes_back_as_words_and_as_html():
    form = WrittenForm(
        {"message": "<div>a <b>long</b> one<br>that is refused</div>", "message_format": "html"}
    )

    drawn = str(form["message"])

    assert "\na long one\nthat is refused</textarea>" in drawn
    assert 'data-html="&lt;div&gt;a &lt;b&gt;long' in drawn
