/** The backend as a child of the shell: started with a token, watched, ended. It ends itself when the shell is gone. */
import { type ChildProcess, spawn } from "child_process";
import { request } from "http";
import { createInterface } from "readline";
import type { Log } from "./log";
import { newToken, TOKEN_HEADER } from "./token";

/**
 * In milliseconds: how often a running backend is asked whether it lives, and how long a starting one may be silent.
 * It says what it is doing for as long as an update of large data takes.
 */
const PATIENCE = { beatEvery: 4_000, silentAtMost: 120_000 };
const ENDS_WITHIN = 6_000;
const MISSED_BEATS = 3;

/** A backend that answers. */
export interface Running {
  readonly origin: string;
  readonly token: string;
  readonly pid: number;
}

/** Why it could not start, in words for a person. */
export class NotStarted extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Answer {
  status: number;
  body: string;
}

export class Backend {
  /** Called when a running backend ended although nobody asked it to. */
  onLost: () => void = () => {};
  /** Called while it starts, as often as it says what it is doing. */
  onProgress: (text: string) => void = () => {};
  running: Running | null = null;
  private child: ChildProcess | null = null;
  private heart: NodeJS.Timeout | null = null;
  private isStopping = false;

  constructor(
    private readonly command: readonly string[],
    private readonly log: Log,
    private readonly patience = PATIENCE,
  ) {}

  /** Start it; afterwards it answers. Throws NotStarted. */
  async start(): Promise<Running> {
    this.isStopping = false;
    const token = newToken();
    const child = this.spawn(token);
    this.child = child;
    try {
      const { port } = await this.ready(child);
      const running = { origin: `http://127.0.0.1:${port}`, token, pid: child.pid ?? 0 };
      await healthy(running);
      child.once("exit", () => this.lost(child));
      if (child.exitCode !== null || child.signalCode !== null) throw new NotStarted("ended", GONE);
      this.running = running;
      this.watch(child);
      this.log(`backend ready, process ${running.pid}, port ${port}`);
      return running;
    } catch (error) {
      await this.end(child);
      throw error;
    }
  }

  /** Ask the running backend as the shell. Throws if it does not run or does not answer in time. */
  ask(method: "GET" | "POST", path: string, timeoutMs = 10_000): Promise<Answer> {
    if (!this.running) return Promise.reject(new Error("the backend does not run"));
    return send(this.running, method, path, timeoutMs);
  }

  /** Afterwards it has ended: asked first, by force if it does not listen. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.running = null;
    if (this.child) await this.end(this.child);
  }

  private spawn(token: string): ChildProcess {
    const [program = "", ...first] = this.command;
    const child = spawn(program, [...first, "serve", "--port", "0", "--talk"], {
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      env: { ...process.env, BUDGET_APP_TOKEN: token },
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => this.log(`backend says: ${text.trim()}`));
    child.stdin?.on("error", () => {}); // It may be gone before it is told to end.
    child.once("exit", (code, signal) => this.log(`backend ended, code ${code}, signal ${signal}`));
    return child;
  }

  private ready(child: ChildProcess): Promise<{ port: number }> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new NotStarted("late", LATE)), this.patience.silentAtMost);
      const fail = (error: NotStarted) => {
        clearTimeout(late);
        reject(error);
      };
      child.once("error", () => fail(new NotStarted("missing", MISSING)));
      if (!child.stdout) return;
      createInterface({ input: child.stdout }).on("line", (line) => {
        const told = toldIn(line);
        if (told?.event === "progress") {
          late.refresh();
          this.onProgress(told.message);
        }
        if (told?.event === "failed") fail(new NotStarted(told.code, told.message));
        if (told?.event === "ready") {
          clearTimeout(late);
          resolve({ port: told.port });
        }
      });
      // `close` comes after the last line was read, `exit` may come before it.
      child.once("close", () => fail(new NotStarted("ended", GONE)));
    });
  }

  /** A backend that hangs is ended, which makes it a lost one. */
  private watch(child: ChildProcess): void {
    let missed = 0;
    let isAsking = false;
    this.heart = setInterval(() => {
      const running = this.running;
      if (!running || isAsking) return;
      isAsking = true;
      send(running, "GET", "/health", 2 * this.patience.beatEvery)
        .then(() => (missed = 0))
        .catch(() => {
          missed += 1;
          this.log(`backend did not answer, ${missed} of ${MISSED_BEATS}`);
          if (missed >= MISSED_BEATS) child.kill("SIGKILL");
        })
        .finally(() => (isAsking = false));
    }, this.patience.beatEvery);
  }

  private lost(child: ChildProcess): void {
    if (this.heart) clearInterval(this.heart);
    if (this.child === child) this.child = null;
    this.running = null;
    if (!this.isStopping) this.onLost();
  }

  private end(child: ChildProcess): Promise<void> {
    if (this.heart) clearInterval(this.heart);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      const force = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN);
      child.once("exit", () => {
        clearTimeout(force);
        resolve();
      });
      child.stdin?.end();
    });
  }
}

const LATE = "Budget App did not start in time. Your data is unchanged.";
const UNREACHABLE =
  "Budget App started, but it cannot be reached on 127.0.0.1. " +
  "A firewall or security program may block it. Your data is unchanged.";
const MISSING = "A part of Budget App is missing. Install it again; your data is not affected.";
const GONE = "Budget App stopped while it was starting. Your data is unchanged.";

type Told =
  | { event: "progress"; message: string }
  | { event: "ready"; port: number }
  | { event: "failed"; code: string; message: string };

/** What a line of the backend says, null if it is not one of its announcements. */
function toldIn(line: string): Told | null {
  try {
    const told = JSON.parse(line) as Record<string, unknown>;
    if (told["event"] === "ready" && typeof told["port"] === "number") return { event: "ready", port: told["port"] };
    if (told["event"] === "progress") return { event: "progress", message: String(told["message"]) };
    if (told["event"] === "failed")
      return { event: "failed", code: String(told["code"]), message: String(told["message"]) };
  } catch {
    // Something else that was printed.
  }
  return null;
}

async function healthy(running: Running): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const status = await send(running, "GET", "/health", 5_000).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new NotStarted("unreachable", UNREACHABLE);
}

function send(running: Running, method: string, path: string, within: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(running.origin + path, { method, headers: { [TOKEN_HEADER]: running.token } }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => (body += text));
      answer.on("end", () => {
        clearTimeout(late);
        resolve({ status: answer.statusCode ?? 0, body });
      });
    });
    const late = setTimeout(() => asked.destroy(new Error("no answer in time")), within);
    asked.on("error", (error) => {
      clearTimeout(late);
      reject(error);
    });
    asked.end();
  });
}
