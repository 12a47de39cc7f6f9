"""Working days and office hours: weekends, national holidays, cuti bersama, and what the branch itself decided."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Asia/Jakarta")
Period: TypeAlias = tuple[time, time]
OFFICE_HOURS: tuple[Period, ...] = ((time(8), time(15, 30)),)
SATURDAY = 5
DAY = timedelta(days=1)
ESTIMATE = " (perkiraan)"


class WorkingDays:
    """The working days of a branch.

    overrides: what the branch decided for single days: True it works, False it is closed, a str it is closed and why.
    hours: the office hours of a working day, in order, local time; several periods leave a break between them.
    Holidays are those of the library `holidays` (Indonesia: public, and government, which is cuti bersama).
    """

    def __init__(
        self,
        overrides: Mapping[date, bool | str] | None = None,
        hours: Sequence[Period] = OFFICE_HOURS,
        zone: ZoneInfo = ZONE,
    ) -> None:
        self.overrides = dict(overrides or {})
        self.hours = tuple(hours)
        self.zone = zone
        self._free = holidays.country_holidays("ID", categories=("public", "government"), language="id")

    def day(self, moment: datetime) -> date:
        """The local day of an aware moment."""
        return moment.astimezone(self.zone).date()

    def start(self, day: date) -> datetime:
        """The moment at which a local day begins."""
        return datetime.combine(day, time(), self.zone)

    def is_working_day(self, day: date) -> bool:
        decided = self.overrides.get(day)
        if decided is not None:
            return decided is True
        return day.weekday() < SATURDAY and day not in self._free

    def holiday(self, day: date) -> str | None:
        """Why a day is free, in Indonesian; None on a working day and on a plain weekend."""
        decided = self.overrides.get(day)
        if decided is None or decided is False:
            name = self._free.get(day)
            return name.replace(ESTIMATE, "").replace("; ", ", ") if name else None
        return decided if isinstance(decided, str) else None

    def known(self, year: int) -> bool:
        """Is anything known of the year's cuti bersama? Before the joint decree (SKB) of that year nothing is."""
        decreed = holidays.country_holidays("ID", years=year, categories=("government",), language="id")
        return len(decreed) > 0

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add(day, 1)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self.add(day, -1)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it when n < 0); n = 0 is `day` itself, working or not."""
        step = DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 when end is not later."""
        return sum(self.is_working_day(start + DAY * n) for n in range(1, (end - start).days + 1))

    def periods(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The office hours of one day as moments; none on a free day."""
        if not self.is_working_day(day):
            return ()
        clock = self.zone
        return tuple((datetime.combine(day, a, clock), datetime.combine(day, b, clock)) for a, b in self.hours)

    def office_open(self, moment: datetime) -> bool:
        """Is the office open? It opens with the first minute and is closed from the last."""
        return any(opens <= moment < closes for opens, closes in self.periods(self.day(moment)))

    def next_opening(self, moment: datetime) -> datetime:
        """When somebody is there: `moment` itself in office hours, else the next opening."""
        if self.office_open(moment):
            return moment
        today = self.day(moment)
        later = (opens for day in (today, self.next_working_day(today)) for opens, _ in self.periods(day))
        return next(opens for opens in later if opens >= moment)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Whole minutes of office hours between two moments; 0 when end is not later."""
        first, days = self.day(start), (self.day(end) - self.day(start)).days
        spans = (span for n in range(days + 1) for span in self.periods(first + DAY * n))
        open_for = (min(end, closes) - max(start, opens) for opens, closes in spans)
        return int(sum((max(part, timedelta()) for part in open_for), timedelta()) // timedelta(minutes=1))

    def contact_deadline(self, moment: datetime) -> date:
        """The day by which an officer calls who came at `moment`: the next working day after that local day.

        Whoever comes early on a working day has the rest of it and the next one; Friday night, Saturday and Sunday all
        come to Monday. The rule is the promise "paling lambat {hari}", so it never names the day that is nearly over.
        """
        return self.next_working_day(self.day(moment))
