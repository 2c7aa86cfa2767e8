/** The thinking of Insights: what a checked text of AI says, line by line, and the events it comes in. */
import type { Figure } from "@/kit/figure";

/** A piece of a line. `figure` is put in from a figure; `unsourced` is a number that no figure says. */
export type Piece =
  | { kind: "text" | "bold" | "unsourced"; text: string }
  | { kind: "figure"; figure: Figure; number: number };

export interface Block {
  kind: "heading" | "paragraph" | "item";
  pieces: Piece[];
}

const PIECE = /\[\[(\?)?([^\]]+)\]\]|\*\*/g;

/** Reads the small Markdown that AI may write. A reference that is not whole yet is not shown. */
export function readProse(text: string, figures: ReadonlyMap<string, Figure>): Block[] {
  const whole = text.replace(/\[\[[^\]]*\]?$/, "");
  const order = new Map([...figures.keys()].map((id, at) => [id, at + 1]));
  return whole
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const [, mark = "", rest = ""] = /^\s*(#{1,4}\s+|[-*]\s+|\d{1,2}[.)]\s+)?(.*)$/.exec(line) ?? [];
      const kind = mark.startsWith("#") ? "heading" : mark ? "item" : "paragraph";
      return { kind, pieces: readLine(rest, figures, order) };
    });
}

function readLine(
  line: string,
  figures: ReadonlyMap<string, Figure>,
  order: ReadonlyMap<string, number>,
): Piece[] {
  const pieces: Piece[] = [];
  let isBold = false;
  let from = 0;
  const add = (text: string) => {
    if (text) pieces.push({ kind: isBold ? "bold" : "text", text });
  };
  for (const match of line.matchAll(PIECE)) {
    add(line.slice(from, match.index));
    from = match.index + match[0].length;
    const [, isMarked, id = ""] = match;
    const figure = figures.get(id);
    if (match[0] === "**") isBold = !isBold;
    else if (isMarked || !figure) pieces.push({ kind: "unsourced", text: id.replace(/\*\*/g, "") });
    else pieces.push({ kind: "figure", figure, number: order.get(id) ?? 0 });
  }
  add(line.slice(from));
  return pieces;
}

export interface StreamEvent {
  type: "text" | "error";
  content: string;
}

/** Takes whole events out of what came so far; the rest waits for more. */
export function takeEvents(buffer: string): { events: StreamEvent[]; rest: string; isDone: boolean } {
  const parts = buffer.split("\n\n");
  const rest = parts.pop() ?? "";
  const lines = parts.filter((part) => part.startsWith("data: ")).map((part) => part.slice(6));
  return {
    events: lines.filter((line) => line !== "[DONE]").map((line) => JSON.parse(line) as StreamEvent),
    rest,
    isDone: lines.includes("[DONE]"),
  };
}

/** `$0.0214`, from millionths of a dollar. */
export function formatCost(micro: number | null): string {
  if (micro === null) return "price not known";
  return `$${(micro / 1_000_000).toFixed(4)}`;
}
