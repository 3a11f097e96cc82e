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


def test_the_two_halves_of_a_name_may_have_been_swapped():
    known = man(date_of_birth=BORN)
    men = Men([known])

    assert men.who_is(man("OKAFOR", "dan", date_of_birth=BORN)).man is known
    assert men.who_is(man("Okafor", "Dan")).lookalikes == (known,)


def test_what_he_is_called_is_his_name_too():
    known = man("Robert (Bob)", "Ames", date_of_birth=BORN)
    men = Men([known])

    assert men.who_is(man("Robert", "Ames", date_of_birth=BORN)).man is known
    assert men.who_is(man("Bob", "Ames", date_of_birth=BORN)).man is known
    assert men.called("Ames, Robert “Bob”").man is known
    assert men.called("Bob Ames").man is known
    assert men.called("Rob Ames").man is None


def test_another_first_name_on_the_same_birthday_is_pointed_at():
    known = man("Robert", "Ames", date_of_birth=BORN, phones={"700900111"})
    men = Men([known, man("Lee", "Lowe", date_of_birth=BORN)])
    asked = man("Bobby", "Ames", date_of_birth=BORN)

    assert men.who_is(asked).man is None
    assert men.under_another_name(asked) == [known]
    assert men.under_another_name(man("Bobby", "Smith", date_of_birth=BORN, phones={"700900111"})) == [known]
    assert men.under_another_name(man("Bobby", "Smith", date_of_birth=BORN)) == []


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


def test_titles_suffixes_and_what_he_is_called():
    assert split_name("Mr. Dan Okafor") == ("Dan", "Okafor")
    assert split_name("SMITH, John, Jr.") == ("John", "Smith Jr.")
    assert split_name("John Smith Jr") == ("John", "Smith Jr")
    assert split_name("O’Neill, Pádraig (Paddy)") == ("Pádraig (Paddy)", "O’Neill")
    assert split_name("Robert “Bob” Ames") == ("Robert “Bob”", "Ames")
    assert split_name("“Bob” Ames") == ("Bob", "Ames")
    assert split_name("John Smith *") == ("John", "Smith")
    assert split_name("Visitor - Ola Berg") == ("Ola", "Berg")


def test_capitals_are_written_as_names_are():
    assert tidy("O'NEILL") == "O'Neill"
    assert tidy("mcdermott") == "McDermott"
    assert tidy("  van  Dyk ") == "van Dyk"
