"""Everybody in the demo is invented. Telephone numbers come from the ranges kept for drama, addresses from
`.example`, which nobody can own."""

from __future__ import annotations

from services.folding import fold
from services.models.membership import Role

PASSWORD = "alongside-demo"  # noqa: S105 (printed for everybody to see)

# Key, name, role. The first of each role has the login named after it.
CAST = [
    ("intake", "Maren Holt", Role.INTAKE),
    ("counselor", "Teo Marsh", Role.COUNSELOR),
    ("peer", "Gil Baptiste", Role.PEER),
    ("director", "Ruth Abara", Role.DIRECTOR),
    ("partner_worker", "Noor Salem", Role.PARTNER_WORKER),
    ("researcher", "Edda Lind", Role.RESEARCHER),
    ("administrator", "Sam Okoye", Role.ADMINISTRATOR),
    ("hanne", "Hanne Vik", Role.COUNSELOR),
    ("joaquin", "Joaquín Duarte", Role.COUNSELOR),
    ("lewis", "Lewis Tran", Role.COUNSELOR),
]
CAST_SOUTH = [
    ("director", "Imogen Farrell", Role.DIRECTOR),
    ("counselor", "Col Petrovski", Role.COUNSELOR),
]

MEN = """
Amir Haddad, Kwame Boateng, Liam Fraser, Mateo Cárdenas, Jun-ho Seo, Łukasz Wrona, Devon Clarke, Rajan Gill, Étienne Gagnon,
Tomasi Faleolo, Hung Dao, Ibrahim Warsame, Sione Vaka, Daniel Kowalchuk, Marcus Whitford, Ahmed El-Sayed, Noah Cardinal,
Jamal Edwards, Viktor Shevchuk, Carlos Peixoto, Ravi Subramaniam, Owen Blackwood, Goran Jurić, Emeka Nwosu, Félix Tremblay-Roy,
Ali Rezvani, Tyler Beaver, Dong-wei Fan, Patrick O'Shea, Samuel Getachew, Nikola Bašić, Andre Thibault, Manuel Ocampo,
Joseph Running Deer, Yusuf Demirtaş, Craig Dunlop, Anil Wickremasinghe, Hamza Chaudhry, Brandon Moss, Piotr Zalewski, Kofi Asante,
Raúl Ibarra, Søren Dahl, Michael Tanaka, Cody Larocque, Bilal Anwar, Jean-Baptiste Mugabo, Dimitri Alexiou, Ethan Rowe, Farid Naseri,
Tavita Leota, Gurpreet Dhaliwal, Stefan Brandt, Malik Jennings, Ivan Horvatović, Ramón Quispe, Adrian Pike, Hassan Jibril,
Kieran Doyle, Bao Lam, Wojciech Lis, Desmond Achebe, Shane Whiteduck, Karim Bouzid, Gareth Prosser, Luis Alvarenga, Tariq Mahmood,
Nathan Sinclair, Mihai Dragan, Elias Khoury, Junior Mbeki, Peter Nakamura, Vikram Saluja, Ronan Keating-Bell, Abel Tesfaye-Haile,
Oleksandr Bondar, Curtis Fontaine, Diego Villalobos, Mustafa Karaca, Isaac Trout, Hemi Ngata, Pradeep Nair-Jones, Jordan Sharpe,
Zoran Lukić, Moussa Diarra, Alec Wetherby, Thanh Quach, Reza Farahani, Simon Letendre, Emmanuel Okonjo, Björn Åkesson, Rodrigo Sampaio,
Derek Nolan, Arman Petrosyan, Jesse Kakegamic, Idris Mohamud, Callum Reid-Ross, Stelios Markou, Winston Grant, Kenji Arai,
Hector Zamudio, Paul Desrosiers, Naveed Iqbal, Aleksander Nowik, Trevor Hines, Chidi Anyanwu, Marc-André Poirier, Rohan D'Costa,
Yonas Berhane, Greg Mackie, Sanjay Bhatt, Leo Vainola, Omar Kassem, Darren Stonechild, Feng Ouyang, Tamás Balogh, Wade Ellison,
Javier Montalvo, Sipho Dlamini, Aaron Fehr
"""
MEN_SOUTH = """
Jarrah Collins, Nick Papadakis, Minh Chau, Dean Rutherford, Sunil Perera, Tane Paki, Matteo Ricciardi, Abdul Karimi, Brett Hollis,
Kofi Darko, Stephen Yunupa, Luka Marić, Joel Strand, Wen Zhao
"""
LANGUAGES = {
    "Amir Haddad": "Arabic",
    "Jun-ho Seo": "Korean",
    "Étienne Gagnon": "French",
    "Hung Dao": "Vietnamese",
    "Ibrahim Warsame": "Somali",
    "Félix Tremblay-Roy": "French",
    "Ali Rezvani": "Farsi",
    "Rajan Gill": "Punjabi",
    "Raúl Ibarra": "Spanish",
    "Oleksandr Bondar": "Ukrainian",
    "Yonas Berhane": "Tigrinya",
    "Feng Ouyang": "Mandarin",
    "Nick Papadakis": "Greek",
    "Abdul Karimi": "Dari",
}
NEEDS_INTERPRETER = {"Hung Dao", "Yonas Berhane", "Feng Ouyang", "Abdul Karimi"}
OTHER_NAMES = {
    "Jun-ho Seo": "Jay",
    "Łukasz Wrona": "Luke",
    "Gurpreet Dhaliwal": "Gary",
    "Oleksandr Bondar": "Alex",
    "Marc-André Poirier": "Marc",
    "Tomasi Faleolo": "Tom",
    "Dong-wei Fan": "David",
    "Emmanuel Okonjo": "Manny",
    "Nick Papadakis": "Nikos",
}
REFERENCES = (
    "BKT",
    "CRV",
    "DHX",
    "FLN",
    "GMP",
    "HQS",
    "JTW",
    "KVZ",
    "LXB",
    "MRC",
    "NPD",
    "PKF",
    "QGH",
    "RSJ",
    "SBL",
    "TWM",
    "VDN",
    "WZQ",
    "XFR",
    "ZHT",
)
AREA_CODES = ("416", "647", "905", "613", "519")


def names(block: str) -> list[str]:
    return [name.strip() for name in block.replace("\n", " ").split(",")]


def split(name: str) -> tuple[str, str]:
    first, _blank, last = name.partition(" ")
    return first, last


def phone(number: int, *, country: str) -> str:
    """A number that rings nowhere: 555-01xx in Canada, 7010 xxxx in Australia."""
    if country == "AU":
        return f"+6187010{4000 + number * 7:04d}"
    return f"+1{AREA_CODES[(number + number // 100) % len(AREA_CODES)]}55501{number * 7 % 100:02d}"


def email(name: str) -> str:
    return fold(name).replace(" ", ".") + "@post.example"


def login(key: str, *, slug: str) -> str:
    return f"{key}@{slug}.example"
