"""Number formats and serial dates of spreadsheets."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

Shape = Literal["number", "percent", "date", "time", "moment"]
BUILT_IN: dict[str, str] = {
    "9": "0%", "10": "0.00%", "14": "yyyy/m/d", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm AM/PM", "19": "h:mm:ss AM/PM", "20": "h:mm", "21": "h:mm:ss", "22": "yyyy/m/d h:mm",
    "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss.0",
    **{str(number): "yyyy/m/d" for number in (*range(27, 37), *range(50, 59))},
}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|\[[A-Za-z]{3,}[^\]]*\]')


def shape_of(code: str) -> Shape:
    """What a number format shows: a plain number, a share, or a date."""
    plain = _LITERAL.sub("", code).split(";")[0].casefold()
    plain = re.sub(r"e[+-]|general|am/pm|a/p", lambda m: "h" if "/" in m.group() else "", plain)
    time = bool(re.search("[hs]", plain))
    day = bool(re.search("[ydge]", plain)) or ("m" in plain and not time)
    if day:
        return "moment" if time else "date"
    if time:
        return "time"
    return "percent" if "%" in plain else "number"


def has_literal(code: str) -> bool:
    """Words of its own, beyond units such as yen and the letters of dates."""
    return any(re.sub(r"[\s年月日時分秒円¥$€%,.()-]", "", words)
               for words in re.findall(r'"([^"]*)"', code))


def written(serial: Decimal, shape: Shape) -> str:
    """A serial number as ISO writes it, or "" where it is no date."""
    if not 0 <= serial < 2_958_466:
        return ""
    day = datetime(1899, 12, 30) + timedelta(seconds=round(float(serial) * 86_400))
    if serial < 60:
        day += timedelta(days=1)  # the 29th of February 1900 that never was
    if shape == "time":
        hours, rest = divmod(round(float(serial) * 86_400), 3_600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return day.strftime("%Y-%m-%d %H:%M" if shape == "moment" else "%Y-%m-%d")
