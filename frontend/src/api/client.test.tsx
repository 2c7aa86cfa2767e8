import { afterEach, expect, test, vi } from "vitest";
import { get, post, toQuery } from "./client";
import { ApiError, sentenceFor, Unreachable } from "./errors";

afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(text, { status })),
  );
}

test("conditions that are off do not go into the address", () => {
  expect(toQuery({ a: null, b: "", c: false, d: undefined, e: 0, f: ["x", "y"], g: true })).toBe(
    "e=0&f=x&f=y&g=true",
  );
});

test("a refusal keeps its code, its sentence and what else it said", async () => {
  answer(409, {
    type: "about:blank",
    title: "In use",
    status: 409,
    detail: "12 rows use it.",
    code: "category_in_use",
    transactions: 12,
  });
  const error = await get("/api/x").catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    status: 409,
    code: "category_in_use",
    detail: "12 rows use it.",
    extra: { transactions: 12 },
  });
  expect(sentenceFor(error)).toBe("12 rows use it.");
});

test("a refused form says which field", async () => {
  answer(422, {
    title: "Invalid",
    status: 422,
    detail: "Please look again.",
    code: "invalid",
    errors: [{ field: "body.name", message: "Too long." }],
  });
  const error = (await post("/api/x", {}).catch((caught: unknown) => caught)) as ApiError;
  expect(error.fields).toEqual({ name: "Too long." });
});

test("an answer that is no problem document still ends in a sentence", async () => {
  answer(502, "<html>");
  await expect(get("/api/x")).rejects.toMatchObject({ status: 502, code: "http_502" });
});

test("no engine is told plainly, and a stopped request is no failure", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Promise.reject(new TypeError("Failed to fetch"))),
  );
  await expect(get("/api/x")).rejects.toBeInstanceOf(Unreachable);
  const stop = new AbortController();
  stop.abort();
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Promise.reject(new DOMException("", "AbortError"))),
  );
  await expect(get("/api/x", { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
});

test("an empty answer is nothing", async () => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response(null, { status: 204 })),
  );
  await expect(get("/api/x")).resolves.toBeUndefined();
});
