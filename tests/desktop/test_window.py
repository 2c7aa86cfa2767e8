"""What the window shows and what its page can not do."""

from build_scripts.paths import TEST_RESULTS
from tests.desktop.shell import Shell


def test_the_window_shows_the_page(shell: Shell) -> None:
    state = shell.state
    assert state["isVisible"]
    assert state["hasTray"]
    assert shell.run("document.title").endswith("Budget App")
    assert shell.run("fetch('/api/app').then((answer) => answer.status)") == 200
    shell.picture("desktop-page", TEST_RESULTS)


def test_the_page_has_no_node_and_no_electron(shell: Shell) -> None:
    names = ("require", "process", "module", "Buffer", "global", "ipcRenderer", "electron", "__dirname")
    assert [name for name in names if shell.run(f"typeof {name}") != "undefined"] == []
    assert shell.run("Object.keys(window.budgetApp).sort()") == ["platform", "preferences", "setPreference"]


def test_the_page_does_not_hold_the_token(shell: Shell) -> None:
    token = shell.state["token"]
    places = "[document.cookie, location.href, document.documentElement.outerHTML, JSON.stringify({...localStorage}),"
    seen = shell.run(f"{places} JSON.stringify({{...sessionStorage}}), JSON.stringify(window.budgetApp)].join()")
    assert len(token) == 64
    assert token not in seen
    assert token not in " ".join(shell.processes().values())


def test_what_holds_in_the_settings_of_the_window(shell: Shell) -> None:
    kept = shell.ask("preferences")
    wanted = {"contextIsolation": True, "sandbox": True, "nodeIntegration": False, "webSecurity": True}
    assert {name: kept.get(name) for name in wanted} == wanted
    assert not kept.get("webviewTag")
    assert not kept.get("enableRemoteModule")


def test_a_page_that_bends_the_language_does_not_bend_the_bridge(shell: Shell) -> None:
    asked = "Array.prototype.push = Promise.prototype.then = () => { throw 1 };"
    shell.run(f"(() => {{ const kept = [Array.prototype.push, Promise.prototype.then]; {asked}"
              " const told = window.budgetApp.preferences();"
              " [Array.prototype.push, Promise.prototype.then] = kept; window.told = told; })()")  # fmt: skip
    assert shell.run("window.told") == {
        "startsAtLogin": False,
        "watchesDownloads": False,
        "looksForUpdates": True,
    }


def test_the_window_goes_nowhere_else(shell: Shell) -> None:
    before = shell.state["url"]
    own = before.rstrip("/")
    for address in (
        "https://example.com/",
        f"https://example.com/?next={own}",
        f"http://127.0.0.1@example.com/?{own}",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1:9/",
        "file:///etc/passwd",
        "data:text/html,hello",
    ):
        shell.run(f"location.href = {address!r}")
        shell.run("new Promise((done) => setTimeout(done, 100))")
        assert shell.state["url"] == before, address


def test_no_second_window_opens(shell: Shell) -> None:
    # After the answer, because an old Electron does not answer while it refuses a window.
    shell.run("setTimeout(() => { window.open('https://example.com/'); window.wasTried = true }, 50); null")
    shell.wait_until(lambda: shell.run("window.wasTried === true"))
    assert shell.state["windows"] == 1
    click = "const a = document.createElement('a'); a.href = '/review'; a.target = '_blank'; document.body.append(a);"
    shell.run(f"(() => {{ {click} setTimeout(() => a.click(), 50); }})()")
    shell.run("new Promise((done) => setTimeout(done, 200))")
    state = shell.state
    assert (state["windows"], state["contents"]) == (1, 1)


def test_nothing_is_asked_of_anybody_else(shell: Shell) -> None:
    for address in ("https://example.com/", "http://127.0.0.1:9/", "http://localhost:9/"):
        told = shell.run(f"fetch({address!r}, {{mode: 'no-cors'}}).then(() => 'went', () => 'refused')")
        assert told == "refused"


def test_the_page_gets_no_permission(shell: Shell) -> None:
    assert shell.run("Notification.requestPermission()") == "denied"
    place = "new Promise((done) => navigator.geolocation.getCurrentPosition(() => done('got'), () => done('refused')))"
    assert shell.run(place) == "refused"
    camera = "navigator.mediaDevices.getUserMedia({video: true}).then(() => 'got', () => 'refused')"
    assert shell.run(camera) == "refused"


def test_the_page_may_not_run_words(shell: Shell) -> None:
    script = "new Promise((done) => { document.addEventListener('securitypolicyviolation', () => done('stopped'));"
    script += " const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);"
    assert shell.run(f"{script} setTimeout(() => done(window.ran), 500) }})") == "stopped"
