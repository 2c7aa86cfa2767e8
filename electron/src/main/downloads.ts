/** Watches the downloads for statements, if the person wants that, and tells of each once. It opens none. */
import { type FSWatcher, promises, watch } from "fs";
import { join } from "path";
import { isStatement } from "./statements";

const SETTLED_AFTER = 1_500;

export class Downloads {
  private watcher: FSWatcher | null = null;
  private readonly told = new Set<string>();
  private readonly settling = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly folder: string,
    private readonly found: (path: string) => void,
  ) {}

  /** Watch from now on, or stop. What lies there already is not told. */
  async watch(isOn: boolean): Promise<void> {
    this.watcher?.close();
    this.watcher = null;
    this.settling.forEach((timer) => clearTimeout(timer));
    this.settling.clear();
    if (!isOn) return;
    const there = await promises.readdir(this.folder).catch(() => []);
    for (const name of there) this.told.add(name);
    try {
      this.watcher = watch(this.folder, (_event, name) => name && this.changed(String(name)));
      this.watcher.on("error", () => this.watcher?.close());
    } catch {
      // There is no such folder: then nothing appears in it.
    }
  }

  /** A browser writes a file bit by bit; it is told when it has not changed for a moment. */
  private changed(name: string): void {
    if (!isStatement(name) || this.told.has(name)) return;
    const before = this.settling.get(name);
    if (before) clearTimeout(before);
    this.settling.set(
      name,
      setTimeout(() => void this.settled(name), SETTLED_AFTER),
    );
  }

  private async settled(name: string): Promise<void> {
    this.settling.delete(name);
    const path = join(this.folder, name);
    const size = await promises.stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size === 0) return;
    this.told.add(name);
    this.found(path);
  }
}
