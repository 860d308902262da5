#!/usr/bin/env python3
"""The built renderer in QtWebEngine: a real Chromium with a scheme `app:` that is truly registered, as in Electron.

    apt-get install python3-pyqt6.qtwebengine; npm run build
    node scripts/run.mjs node scripts/nearer/assets.ts > /tmp/assets.json
    QT_QPA_PLATFORM=offscreen /usr/bin/python3 scripts/nearer/qtwebengine.py /tmp/assets.json [PICTURE.png]

Shown: modules, styles and fonts load from `app://vigie/`, the policy of the product holds (no inline script, no eval, no
fetch, Trusted Types), nothing is logged as an error; and what src/main/page-revival.ts relies on: the process of the page ends
once the window is at `app://away/`, and the way back is to another one. Not part of `npm test`. Qt before 6.6 lets a scheme's answer carry no
headers: there the policy goes into the page as `<meta http-equiv>`, without `frame-ancestors`, which only a header may say.
"""
import base64
import json
import os
import sys
import time

if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice, QTimer, QUrl
from PyQt6.QtWebEngineCore import (
    QWebEnginePage, QWebEngineProfile, QWebEngineScript, QWebEngineUrlRequestJob, QWebEngineUrlScheme, QWebEngineUrlSchemeHandler)
from PyQt6.QtWebEngineWidgets import QWebEngineView
from PyQt6.QtWidgets import QApplication

with open(sys.argv[1], encoding="utf-8") as file:
    served = json.load(file)

# As src/main/start.ts registers it: standard and secure, and nothing more (no fetch, no service worker, no way round the policy).
scheme = QWebEngineUrlScheme(b"app")
scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
QWebEngineUrlScheme.registerScheme(scheme)

requested = []


class Handler(QWebEngineUrlSchemeHandler):
    def requestStarted(self, job):
        url = job.requestUrl()
        if url.toString() == "app://away/":
            buffer = QBuffer(job)
            buffer.setData(QByteArray(b"<!doctype html><title>Vigie</title>"))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            job.reply(b"text/html", buffer)
            return
        requested.append(url.toString())
        found = served.get(url.path() or "/") if url.host() == "vigie" else None
        if found is None or found["status"] != 200:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        headers = {name.lower(): value for name, value in found["headers"].items()}
        body = base64.b64decode(found["body"])
        kind = headers["content-type"]
        if kind.startswith("text/html"):
            policy = "; ".join(
                part for part in headers["content-security-policy"].split("; ") if not part.startswith("frame-ancestors"))
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            body = body.replace(b"<head>", b"<head>" + meta.encode(), 1)
        buffer = QBuffer(job)
        buffer.setData(QByteArray(body))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(kind.split(";")[0].encode(), buffer)


class Page(QWebEnginePage):
    messages = []

    def javaScriptConsoleMessage(self, level, message, line, source):
        self.messages.append(f"{level.name}: {message}")


# In the place of the preload script: the first answer that the page waits for, and no other.
bridge = """
window.vigie = Object.freeze({
  call: async (channel) => channel === 'readAppState'
    ? { ok: true, value: { phase: 'first-run', version: '0', shell: 'electron', locale: 'fr', theme: 'light', digitKeys: true,
        hideFromCapture: null, demo: null, session: null, keystore: null, setCount: 0, resumeReference: null } }
    : { ok: false, problem: { code: 'vault-missing', details: {} } },
  on: () => () => {},
  tokenForDroppedFile: async () => '',
});
"""

look = """
(() => {
  const tried = (action) => { try { action(); return 'allowed'; } catch (error) { return error.name; } };
  const result = {
    url: location.href,
    secure: isSecureContext,
    heading: document.querySelector('h1')?.textContent ?? '',
    fonts: [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family),
    styled: getComputedStyle(document.body).fontFamily,
    innerHTML: tried(() => { document.createElement('div').innerHTML = '<b>x</b>'; }),
    eval: tried(() => eval('1')),
    scriptText: tried(() => { document.createElement('script').text = 'void 0'; }),
    fetched: '',
    storage: tried(() => localStorage.length),
  };
  fetch('app://vigie/index.html').then(() => { globalThis.fetched = 'allowed'; }, () => { globalThis.fetched = 'refused'; });
  return JSON.stringify(result);
})()
"""

app = QApplication([sys.argv[0], "--no-sandbox"] if os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") else sys.argv[:1])
profile = QWebEngineProfile()  # off the record
handler = Handler()
profile.installUrlSchemeHandler(b"app", handler)
script = QWebEngineScript()
script.setSourceCode(bridge)
script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld.value)
profile.scripts().insert(script)
page = Page(profile)
view = QWebEngineView()
view.resize(1280, 800)
view.setPage(page)
view.show()
faults = []


def must(is_true, what):
    print(("ok: " if is_true else "FAULT: ") + what)
    if not is_true:
        faults.append(what)


def judge(text):
    if not text:
        print("FAULT: the page could not be looked at", *Page.messages, sep="\n  ")
        app.exit(1)
        return
    seen = json.loads(text)
    must(seen["url"] == "app://vigie/" and seen["secure"], "the page is a secure context of app://vigie/")
    must(seen["heading"] != "", f"its modules ran: « {seen['heading']} »")
    must(any("Atkinson" in family for family in seen["fonts"]), f"its fonts were loaded: {', '.join(sorted(set(seen['fonts'])))}")
    must("Atkinson" in seen["styled"], "its styles apply")
    must(seen["innerHTML"] == "TypeError", "Trusted Types: no markup out of text")
    must(seen["scriptText"] == "TypeError", "Trusted Types: no script out of text")
    must(seen["eval"] in ("EvalError", "TypeError"), "no eval")
    outside = [url for url in requested if not url.startswith("app://vigie/")]
    must(outside == [], f"{len(requested)} requests, none but app://vigie/")
    page.runJavaScript("globalThis.fetched", finish)


def finish(fetched):
    must(fetched == "refused", "no fetch")
    errors = [text for text in Page.messages if text.startswith("Error") and "Content Security Policy" not in text and "TrustedHTML" not in text and "TrustedScript" not in text]
    must(errors == [], f"no error was logged {errors}")
    if len(sys.argv) > 2:
        view.grab().save(sys.argv[2])
    page.loadFinished.disconnect(loaded)
    leave()


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="latin-1") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def leave():
    """The way of a lock: away, wait for the end of the process, back."""
    before = page.renderProcessPid()
    began = time.monotonic()

    def at_away(_is_fine):
        must(page.renderProcessPid() != before, "another site has another process")
        wait()

    def wait():
        if is_running(before) and time.monotonic() - began < 10:
            QTimer.singleShot(5, wait)
            return
        must(not is_running(before), f"the process that was left has ended, {1000 * (time.monotonic() - began):.0f} ms after it was told to leave")
        page.loadFinished.disconnect(at_away)
        page.loadFinished.connect(back)
        page.load(QUrl("app://vigie/"))

    def back(_is_fine):
        must(page.renderProcessPid() != before, "the page that comes back has a new one")
        app.exit(1 if faults else 0)

    page.loadFinished.connect(at_away)
    page.load(QUrl("app://away/"))


def loaded(is_fine):
    must(is_fine, "the page loaded")
    QTimer.singleShot(4000, lambda: page.runJavaScript(look, lambda text: QTimer.singleShot(1000, lambda: judge(text))))


page.loadFinished.connect(loaded)
QTimer.singleShot(90_000, lambda: (print("FAULT: no answer"), app.exit(1)))
page.load(QUrl("app://vigie/"))
sys.exit(app.exec())
