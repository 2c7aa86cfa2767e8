"""The settings of the desktop window on the page, and in its menu: one and the same."""

from tests.desktop.shell import Shell

SWITCH = "[...document.querySelectorAll('[role=switch]')].find((one) => one.labels[0].innerText === '{}')"
LOGIN = SWITCH.format("Start at login")


def test_a_switch_on_the_page_is_the_one_of_the_window(shell: Shell) -> None:
    shell.run("location.assign('/settings')")
    shell.wait_until(lambda: shell.is_up() and bool(shell.run(f"!!({LOGIN})")))
    assert shell.run(f"({LOGIN}).getAttribute('aria-checked')") == "false"
    shell.run(f"({LOGIN}).click()")
    shell.wait_until(lambda: bool(shell.run(f"({LOGIN}).getAttribute('aria-checked') === 'true'")))
    assert shell.run("window.budgetApp.preferences()")["startsAtLogin"]
    shell.run(f"({LOGIN}).click()")
    shell.wait_until(lambda: bool(shell.run(f"({LOGIN}).getAttribute('aria-checked') === 'false'")))
    assert not shell.run("window.budgetApp.preferences()")["startsAtLogin"]
