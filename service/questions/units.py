"""Words for the same unit of measurement, folded: "12 metres" answers a question that is asked in m."""

from __future__ import annotations

_UNITS = (
    "mm, millimetre, millimetres, millimeter, millimeters, millimetre",
    "cm, centimetre, centimetres, centimeter, centimeters, سم",
    "m, metre, metres, meter, meters, mtr, mtrs, lopende meter, متر, امتار",
    "km, kilometre, kilometres, kilometer, kilometers, kms",
    "m2, sqm, square metre, square metres, square meter, square meters, metre carre, metres carres, vierkante meter",
    "m3, cubic metre, cubic metres, cubic meter, cubic meters, metre cube, metres cubes, kubieke meter",
    "kg, kilo, kilos, kilogram, kilograms, kilogramme, kilogrammes",
    "l, litre, litres, liter, liters",
    "min, minute, minutes, mins, minuut, minuten, دقيقه, دقائق",
    "h, hr, hrs, hour, hours, heure, heures, u, uur, uren, ساعه, ساعات",
    "d, day, days, jour, jours, dag, dagen, يوم, ايام",
    "week, weeks, wk, wks, semaine, semaines, weken, اسبوع, اسابيع",
    "month, months, mois, maand, maanden, شهر, اشهر",
    "year, years, yr, yrs, an, ans, annee, annees, jaar, jaren, سنه, سنوات",
    "percent, per cent, pct, pourcent, procent",
    "person, persons, people, personne, personnes, persoon, personen, mensen, شخص, اشخاص",
    "piece, pieces, pc, pcs, stuk, stuks, قطعه",
    "copy, copies, copie, exemplaire, exemplaires, kopie, kopieen, exemplaar, exemplaren, نسخه, نسخ",
)


def same_unit(words: str, unit: str) -> bool:
    """Whether folded words name the folded unit, in whatever language."""
    return words == unit or any(words in group and unit in group for group in map(_group, _UNITS))


def a_unit(words: str) -> bool:
    return any(words in _group(line) for line in _UNITS)


def _group(line: str) -> list[str]:
    return [name.strip() for name in line.split(",")]
