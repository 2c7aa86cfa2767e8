/** The icon beside the clock: the app is there while its window is closed. */
import { app, Menu, type MenuItemConstructorOptions, nativeImage, Tray } from "electron";
import type { Commands } from "./commands";
import { icon } from "./paths";
import { reviewText, type Summary, syncText } from "./summary";

export class AppTray {
  menu: Menu;
  private readonly tray: Tray | null;

  constructor(private readonly commands: Commands) {
    this.menu = this.made(null);
    this.tray = this.placed();
    this.say(null);
  }

  get isThere(): boolean {
    return this.tray !== null;
  }

  get tip(): string {
    const synced = this.shown ? `\n${syncText(this.shown, new Date())}` : "";
    return `Budget App: ${reviewText(this.shown).toLowerCase()}${synced}`;
  }

  /** Put these figures into its texts. */
  say(summary: Summary | null): void {
    this.shown = summary;
    this.menu = this.made(summary);
    this.tray?.setContextMenu(this.menu);
    this.tray?.setToolTip(this.tip);
  }

  private shown: Summary | null = null;

  private placed(): Tray | null {
    const image = nativeImage.createFromPath(icon(process.platform === "darwin" ? "trayTemplate.png" : "tray.png"));
    // An image that cannot be read would silently give no icon.
    if (image.isEmpty()) return null;
    try {
      const tray = new Tray(image);
      tray.on("click", () => this.commands.open());
      return tray;
    } catch {
      return null;
    }
  }

  private made(summary: Summary | null): Menu {
    const { commands } = this;
    const rows: MenuItemConstructorOptions[] = [
      { id: "open", label: "Open Budget App", click: () => commands.open() },
      { type: "separator" },
      {
        id: "review",
        label: reviewText(summary),
        enabled: summary !== null && summary.rowsToReview > 0,
        click: () => commands.openPage("/review"),
      },
      { id: "synced", label: syncText(summary, new Date()), enabled: false },
      { id: "sync", label: "Sync now", enabled: summary !== null, click: () => commands.sync() },
      { id: "import", label: "Import a file…", enabled: summary !== null, click: () => commands.importFiles() },
      { type: "separator" },
      { id: "quit", label: "Quit", click: () => app.quit() },
    ];
    return Menu.buildFromTemplate(rows);
  }
}
