/** A way in for the tests: JSON lines over a socket. The app's own bundle is built without it. */
import { app, BrowserWindow, Menu, type MenuItem, webContents } from "electron";
import { writeFileSync } from "fs";
import { createServer, type Socket } from "net";
import type { Backend } from "./backend";
import type { ReviewCount } from "./review-count";
import { scripted } from "./test-script";
import type { AppTray } from "./tray";
import type { AppWindow } from "./window";

const WAKES_EVERY = 50;

interface Parts {
  backend: Backend;
  window: AppWindow;
  tray: AppTray;
  reviewCount: ReviewCount;
}

interface Wish {
  do: string;
  with?: string;
}

export function installTestHook(parts: Parts): void {
  const place = process.env["BUDGET_APP_TEST_SOCKET"];
  if (!place) return;
  createServer((socket) => serve(socket, parts)).listen(place);
  // Electron 9 does not notice a new socket before something else happens, which may be never.
  setInterval(() => {}, WAKES_EVERY);
}

function serve(socket: Socket, parts: Parts): void {
  let unread = "";
  socket.on("error", () => {});
  socket.setEncoding("utf8").on("data", (text: string) => {
    unread += text;
    for (let end = unread.indexOf("\n"); end >= 0; end = unread.indexOf("\n")) {
      const wish = JSON.parse(unread.slice(0, end)) as Wish;
      unread = unread.slice(end + 1);
      const tell = (told: object) => socket.write(`${JSON.stringify(told)}\n`);
      fulfil(wish, parts).then(
        (answer) => tell({ answer: answer ?? null }),
        (error) => tell({ error: String(error) }),
      );
    }
  });
}

async function fulfil(wish: Wish, { backend, window, tray, reviewCount }: Parts): Promise<unknown> {
  const given = wish.with ?? "";
  const { browser } = window;
  switch (wish.do) {
    case "state":
      return {
        isVisible: browser.isVisible(),
        isFocused: browser.isFocused(),
        url: browser.webContents.getURL(),
        contents: webContents.getAllWebContents().length,
        windows: BrowserWindow.getAllWindows().length,
        backend: backend.running ? { pid: backend.running.pid, origin: backend.running.origin } : null,
        token: backend.running?.token ?? null,
        hasTray: tray.isThere,
        bounds: browser.getBounds(),
        asked: scripted.asked,
        details: scripted.details,
        opened: scripted.opened,
        notices: scripted.notices.map(({ body }) => body),
        version: app.getVersion(),
      };
    case "run":
      return browser.webContents.executeJavaScript(given, true);
    case "tray":
      return tray.menu.items.map(({ id, label, enabled }) => ({ id, label, enabled }));
    case "click-tray":
      return click(tray.menu.getMenuItemById(given), browser);
    case "menu":
      return all(Menu.getApplicationMenu()).map(({ label, role, accelerator }) => [label, role ?? null, accelerator ?? null]);
    case "click-menu":
      return click(Menu.getApplicationMenu()?.getMenuItemById(given) ?? null, browser);
    case "click-notice":
      return scripted.notices[scripted.notices.length - 1]?.clicked();
    case "look":
      return reviewCount.look();
    case "close":
      return browser.close();
    case "place":
      return browser.setBounds(JSON.parse(given));
    case "answer":
      scripted.answer = Number(given);
      return null;
    case "answers":
      scripted.answers = JSON.parse(given) as number[];
      return null;
    case "choose":
      scripted.files = JSON.parse(given) as string[];
      return null;
    case "preferences": {
      // Electron 9 has the call under its old name as well.
      const contents = browser.webContents as unknown as { getLastWebPreferences(): unknown };
      return contents.getLastWebPreferences();
    }
    case "picture":
      return writeFileSync(given, (await browser.webContents.capturePage()).toPNG());
    case "quit":
      setTimeout(() => app.quit(), 10);
      return null;
    default:
      throw new Error(`The test asked for ${wish.do}.`);
  }
}

function click(item: MenuItem | null, browser: BrowserWindow): void {
  if (!item?.enabled) throw new Error("There is no such item that can be clicked.");
  (item.click as unknown as (...words: unknown[]) => void)({}, browser, browser.webContents);
}

function all(menu: Menu | null): MenuItem[] {
  return (menu?.items ?? []).flatMap((item) => [item, ...(item.submenu ? all(item.submenu) : [])]);
}
