from datetime import date

from referrals.spreadsheets.matching import Man, Men
from referrals.spreadsheets.names import one_letter_apart, split_name, tidy

BORN = date(1979, 3, 1)


def man(first="Dan", last="Okafor", **fields) -> Man:
    return Man(fields.pop("id", None), first, last, **fields)


def test_case_accents_apostrophes_and_hyphens_do_not_make_another_man():
    known = man("Pádraig", "O’Neill-Đorđević", date_of_birth=BORN)

    assert Men([known]).who_is(man("PADRAIG", "o'neill dordevic", date_of_birth=BORN)).man is known


def test_a_shared_number_or_address_is_enough_with_the_same_name():
    known = man(phones={"700900111"}, emails={"dan@example.net"})

    assert Men([known]).who_is(man(phones={"700900111"}, date_of_birth=BORN)).man is known
    assert Men([known]).who_is(man(emails={"dan@example.net"})).man is known


def test_one_letter_less_is_the_same_man_when_birth_and_number_agree():
    known = man("Rory", "McDermott", date_of_birth=BORN, phones={"700900894"})
    men = Men([known])

    assert men.who_is(man("Rory", "McDermot", date_of_birth=BORN, phones={"700900894"})).man is known
    assert men.who_is(man("Rory", "McDermot", date_of_birth=BORN)).man is None
    assert men.who_is(man("Rory", "McDermot", phones={"700900894"})).man is None


def test_father_and_son_share_a_name_and_a_number_and_are_two():
    father = man(date_of_birth=BORN, phones={"700900111"})

    match = Men([father]).who_is(man(date_of_birth=date(2001, 5, 5), phones={"700900111"}))

    assert match.man is None
    assert match.lookalikes == ()


def test_a_namesake_whom_nothing_tells_apart_is_named_and_not_taken():
    known = man(date_of_birth=BORN)

    match = Men([known]).who_is(man())

    assert match.man is None
    assert match.lookalikes == (known,)


def test_two_references_are_two_files():
    known = man(client_ref="T001", date_of_birth=BORN)
    men = Men([known])

    assert men.who_is(man(client_ref="T002", date_of_birth=BORN)).man is None
    assert men.who_is(man(client_ref=" t001 ")).man is known
    assert men.who_is(man(date_of_birth=BORN)).man is known


def test_a_register_finds_a_man_by_his_name_in_either_order():
    known, other = man("Seung-ho", "Tanaka"), man("Lee", "Lowe")
    men = Men([known, other, man("Anderson", "Campbell", id=1), man("Anderson", "Campbell", id=2)])

    assert men.called("Seung-Ho TANAKA").man is known
    assert men.called("Tanaka Seung ho").man is known
    assert len(men.called("Anderson Campbell").candidates) == 2
    assert men.called("Wendell Pike").man is None


def test_one_letter_apart():
    assert one_letter_apart("saintpierre", "saintpiere")
    assert one_letter_apart("mcdermott", "mcdermoth")
    assert not one_letter_apart("mcdermott", "mcdermo")
    assert not one_letter_apart("lee", "le")


def test_names_in_one_cell_are_taken_apart():
    assert split_name("Wójcik, Zbigniew") == ("Zbigniew", "Wójcik")
    assert split_name("Marlon Te Rangi") == ("Marlon", "Te Rangi")
    assert split_name("Luis de la Cruz") == ("Luis", "de la Cruz")
    assert split_name("Zaw") == ("", "Zaw")
    assert split_name("") == ("", "")


def test_capitals_are_written_as_names_are():
    assert tidy("O'NEILL") == "O'Neill"
    assert tidy("mcdermott") == "McDermott"
    assert tidy("  van  Dyk ") == "van Dyk"
