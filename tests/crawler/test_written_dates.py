"""Dates as the web writes them, and what each says at most."""

import pytest

from crawler.written_dates import iso, without_date, written


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2023-05-09T06:15:00+01:00", "2023-05-09T06:15:00+01:00"),
        ("2023-05-09T06:15:00.000Z", "2023-05-09T06:15:00+00:00"),
        ("2024-09-16T21:33+0100", "2024-09-16T21:33:00+01:00"),
        ("2008-07-08 09:30:00", "2008-07-08T09:30:00+01:00"),  # no zone: London, in summer
        ("2008-12-04T09:30:00", "2008-12-04T09:30:00+00:00"),
        ("2008-07-08", "2008-07-08"),
        ("20080708", "2008-07-08"),
        ("2008-07", "2008-07"),
        ("2008", "2008"),
        ("2019-02-04T00:00:00.000+00:00", "2019-02-04"),  # midnight in London: only the day is known
        ("2019-07-04T00:00:00+00:00", "2019-07-04T00:00:00+00:00"),  # one in the morning in London: a time
        ("Tue, 08 Jul 2008 09:30:00 GMT", "2008-07-08T09:30:00+00:00"),
        ("Tue, 08 Jul 2008 09:30:00 +0100", "2008-07-08T09:30:00+01:00"),
        ("8 July 2008 9:30am", "2008-07-08T09:30:00+01:00"),
        ("1853-01-01", None),
        ("0001-01-01T00:00:00Z", None),
        ("2008-13-45", None),
        ("yesterday", None),
        ("", None),
        ("9" * 100, None),
    ],
)
def test_a_machine_date_becomes_iso(given: str, expected: str | None) -> None:
    assert iso(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Posted: 24 February 2012 by Leonard Pask", "2012-02-24"),
        ("Tuesday 8 July 2008 | 09.30 | Ann Marlow", "2008-07-08T09:30:00+01:00"),
        ("Published: 22:04, 22 Apr 2024", "2024-04-22T22:04:00+01:00"),
        ("Tue 9 May 2023 06.15 BST", "2023-05-09T06:15:00+01:00"),
        ("3.40pm, Thursday, 11th June 2009", "2009-06-11T15:40:00+01:00"),
        ("12:05 am on 1 January 2010", "2010-01-01T00:05:00+00:00"),
        ("July 8, 2008 17:00 UTC", "2008-07-08T17:00:00+00:00"),
        ("08/07/2008", "2008-07-08"),
        ("the 1st of April, 2005", "2005-04-01"),
        ("8 July 2008 25:70", "2008-07-08"),
        ("31 February 2008", None),
        ("Section 10 of the 2004 Act", None),
        ("in May 2008", None),
    ],
)
def test_a_date_for_readers_is_read(given: str, expected: str | None) -> None:
    assert written(given) == expected


def test_what_is_left_of_a_dateline() -> None:
    assert without_date("Published on Tuesday 8 July 2008 at 10.45am by Ann Marlow").split() == [
        "at",
        "by",
        "Ann",
        "Marlow",
    ]
