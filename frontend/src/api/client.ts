/** The one way to the backend: JSON in, JSON out, an ApiError when it is refused. */
import { ApiError, toApiError, Unreachable } from "./errors";
import { noteRefusal } from "./lock-state";
import { csrfHeader, signInIfNeeded } from "./server-session";

export type Params = Readonly<Record<string, ParamValue | readonly string[]>>;
type ParamValue = string | number | boolean | null | undefined;

interface Options {
  params?: Params;
  signal?: AbortSignal;
}

export function get<T>(path: string, options: Options = {}): Promise<T> {
  return send<T>("GET", path, undefined, options);
}

export function post<T>(path: string, body?: unknown, options: Options = {}): Promise<T> {
  return send<T>("POST", path, body, options);
}

export function patch<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return send<T>("PATCH", path, body, options);
}

export function put<T>(path: string, body: unknown, options: Options = {}): Promise<T> {
  return send<T>("PUT", path, body, options);
}

export function remove<T>(path: string, options: Options = {}): Promise<T> {
  return send<T>("DELETE", path, undefined, options);
}

/** The address of something the browser itself fetches, such as a download. */
export function addressOf(path: string, params: Params = {}): string {
  const query = toQuery(params);
  return query ? `${path}?${query}` : path;
}

export function toQuery(params: Params): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const one of value) query.append(name, one);
    else if (value !== null && value !== undefined && value !== "" && value !== false)
      query.set(name, String(value));
  }
  return query.toString();
}

/** Sends a file, telling how much of it has gone out (0 to 1). */
export function upload<T>(
  path: string,
  form: FormData,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (share: number) => void } = {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    for (const [name, value] of Object.entries({ Accept: "application/json", ...csrfHeader() }))
      request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(noteRefusal(toApiError(request.status, request.responseText)));
    };
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(aborted());
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

async function send<T>(
  method: string,
  path: string,
  body: unknown,
  { params = {}, signal }: Options,
): Promise<T> {
  const answer = await reach(addressOf(path, params), {
    method,
    signal,
    headers: {
      Accept: "application/json",
      ...csrfHeader(),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) {
    const error = noteRefusal(toApiError(answer.status, text));
    signInIfNeeded(error);
    throw error;
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

async function reach(address: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (request.signal?.aborted || (error instanceof DOMException && error.name === "AbortError"))
      throw error;
    throw new Unreachable();
  }
}

function aborted(): DOMException {
  return new DOMException("Stopped.", "AbortError");
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

export { ApiError };
