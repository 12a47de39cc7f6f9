"""The talks that the demo is made of: one week of a small branch, as its people typed it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from leads.calendar import WorkingDays

STAFF = """\
@rina: Ibu Rina, petugas, Cileungsi, Klapanunggal, Gunungputri
@hasan: Bapak Hasan, kepala
"""
EVERYBODY = ("rina", "hasan", "asep", "neneng", "ujang", "siti", "dedi", "lina", "yani", "agus")


@dataclass(frozen=True)
class Scene:
    """One talk. days_ago: working days before today."""

    days_ago: int
    hour: time
    talk: str

    def at(self, today: date, calendar: WorkingDays) -> datetime:
        return datetime.combine(calendar.add(today, -self.days_ago), self.hour, calendar.zone)


def form(who: str, village: str, name: str, phone: str) -> str:
    """The lead form from the first question to the summary, for a village whose name the registry has once."""
    return f"""\
@{who}> /start
@{who}> [tap Daftarkan koperasi]
@{who}> {village}
@{who}> [tap Ya, benar]
@{who}> [tap Ya, boleh]
@{who}> {name}
@{who}> {phone}
@{who}> [tap Ya, kirim]
"""


def scenes(today: date, calendar: WorkingDays) -> tuple[Scene, ...]:
    """The week before `today`, oldest first."""
    registered = f"{calendar.add(today, -5):%d-%m-%Y}"
    later = f"{calendar.add(today + timedelta(days=7), 1):%d-%m-%Y}"
    paid_not_yet = f"""\
@rina> [tap Ambil]
@rina> [tap Ubah status]
@rina> [tap siap didaftarkan]
@rina> [tap Ubah status]
@rina> [tap terdaftar belum bayar]
@rina> NPP 12345678
@rina> {registered}
"""
    postponed = f"""\
@rina> [tap Ambil]
@rina> [tap Ubah status]
@rina> [tap tunda sampai tanggal]
@rina> {later}
"""
    ready = """\
@rina> [tap Ambil]
@rina> [tap Ubah status]
@rina> [tap siap didaftarkan]
"""
    evening = """\
@yani> [tap Sore]
@yani> 8
@yani> [tap Belum ada]
@yani> [tap Baru sebagian]
@yani> [tap Lewati]
@yani> Modal koperasi belum turun
"""
    unfinished = """\
@agus> /start
@agus> [tap Daftarkan koperasi]
@agus> Limusnunggal
@agus> [tap Ya, benar]
@agus> [tap Ya, boleh]
@agus> Pak Agus Salim, sekretaris
"""
    elsewhere = """\
@lina> /start
@lina> [tap Daftarkan koperasi]
@lina> Sukmajaya, Depok
@lina> [tap Ya, boleh]
@lina> Bu Lina Marlina, ketua
@lina> 0812-1000-0007
@lina> [tap Ya, kirim]
"""
    return (
        Scene(5, time(10), form("asep", "Gandoang", "Pak Asep Saepudin, ketua", "0812-1000-0001") + paid_not_yet),
        Scene(4, time(9, 20), form("neneng", "Situsari", "Bu Neneng, bendahara", "0812-1000-0002") + postponed),
        Scene(
            3, time(13), form("ujang", "Nambo", "Pak Ujang Rohman, ketua", "0812-1000-0003") + "@rina> [tap Ambil]\n"
        ),
        Scene(2, time(8, 40), form("siti", "Cikahuripan", "Ibu Siti Aminah, bendahara", "0812-1000-0004") + ready),
        Scene(2, time(11), form("dedi", "Cikahuripan", "Pak Dedi Mulyana, ketua", "0812-1000-0005")),
        Scene(1, time(15), elsewhere),
        Scene(1, time(19, 12), form("yani", "Ciangsana", "Bu Yani, bendahara", "0812-1000-0006") + evening),
        Scene(1, time(20, 40), unfinished),
    )
