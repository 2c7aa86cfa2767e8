/** The menu: the platform's usual rows with its usual keys, and ours. */
import { app, Menu, type MenuItemConstructorOptions } from "electron";
import type { Commands } from "./commands";
import { KINDS } from "./exporting";

const IS_MAC = process.platform === "darwin";

export function setMenu(commands: Commands): Menu {
  const menu = Menu.buildFromTemplate([
    ...(IS_MAC ? [macApp(commands)] : []),
    file(commands),
    { role: "editMenu" },
    view(),
    go(commands),
    { role: "windowMenu" },
    help(commands),
  ]);
  Menu.setApplicationMenu(menu);
  return menu;
}

function macApp(commands: Commands): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { label: `About ${app.name}`, click: () => commands.about() },
      updates(commands),
      { type: "separator" },
      ...settings(commands),
      { type: "separator" },
      { role: "services" },
      { type: "separator" },
      { role: "hide" },
      { role: "hideOthers" },
      { role: "unhide" },
      { type: "separator" },
      { role: "quit" },
    ],
  };
}

function file(commands: Commands): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions[] = IS_MAC
    ? [{ role: "close" }]
    : [...settings(commands), { type: "separator" }, { role: "close" }, { role: "quit" }];
  return {
    label: "&File",
    submenu: [
      { id: "import", label: "Import a file…", accelerator: "CmdOrCtrl+O", click: () => commands.importFiles() },
      { label: "Export", submenu: exports(commands) },
      { id: "sync", label: "Sync now", accelerator: "CmdOrCtrl+Shift+R", click: () => commands.sync() },
      { id: "data-folder", label: "Show the data folder", click: () => commands.showDataFolder() },
      { type: "separator" },
      ...quit,
    ],
  };
}

function exports(commands: Commands): MenuItemConstructorOptions[] {
  return KINDS.map((kind) => ({
    id: `export-${kind.format}`,
    label: `${kind.label}…`,
    ...(kind.format === "json" ? { accelerator: "CmdOrCtrl+Shift+E" } : {}),
    click: () => commands.exportFile(kind),
  }));
}

function settings(commands: Commands): MenuItemConstructorOptions[] {
  const kept = commands.preferences();
  return [
    { id: "settings", label: "Settings…", accelerator: "CmdOrCtrl+,", click: () => commands.openPage("/settings") },
    {
      id: "starts-at-login",
      label: "Start at login",
      type: "checkbox",
      checked: kept.startsAtLogin,
      click: (item) => commands.setPreference("startsAtLogin", item.checked),
    },
    {
      id: "watches-downloads",
      label: "Offer downloaded statements for import",
      type: "checkbox",
      checked: kept.watchesDownloads,
      click: (item) => commands.setPreference("watchesDownloads", item.checked),
    },
    {
      id: "looks-for-updates",
      label: "Check for updates automatically",
      type: "checkbox",
      checked: kept.looksForUpdates,
      click: (item) => commands.setPreference("looksForUpdates", item.checked),
    },
  ];
}

function view(): MenuItemConstructorOptions {
  return {
    label: "&View",
    submenu: [
      { role: "reload" },
      { type: "separator" },
      { role: "resetZoom" },
      { role: "zoomIn" },
      { role: "zoomOut" },
      { type: "separator" },
      { role: "togglefullscreen" },
      ...(app.isPackaged ? [] : [{ role: "toggleDevTools" } as const]),
    ],
  };
}

const PAGES: readonly (readonly [string, string])[] = [
  ["Today", "/"],
  ["Review", "/review"],
  ["Transactions", "/data"],
  ["Spending", "/spending"],
  ["Budget", "/budget"],
  ["Accounts", "/accounts"],
];

function go(commands: Commands): MenuItemConstructorOptions {
  const rows = PAGES.map(([label, path], place) => ({
    label,
    accelerator: `CmdOrCtrl+${place + 1}`,
    click: () => commands.openPage(path),
  }));
  return { label: "&Go", submenu: rows };
}

function help(commands: Commands): MenuItemConstructorOptions {
  return {
    role: "help",
    submenu: [
      { id: "log", label: "Show the log", click: () => commands.showLog() },
      ...(IS_MAC ? [] : [updates(commands), { label: `About ${app.name}`, click: () => commands.about() }]),
    ],
  };
}

function updates(commands: Commands): MenuItemConstructorOptions {
  return { id: "updates", label: "Check for updates…", click: () => commands.lookForUpdates() };
}
