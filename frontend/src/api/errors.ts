/** What can go wrong between the page and its backend, always with a sentence fit to show. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = "ApiError";
  }

  /** Sentences per field of a refused form. */
  get fields(): Readonly<Record<string, string>> {
    const errors = this.extra.errors;
    if (!Array.isArray(errors)) return {};
    return Object.fromEntries(
      errors
        .filter(isFieldError)
        .map((error) => [error.field.split(".").pop() ?? error.field, error.message]),
    );
  }
}

export class Unreachable extends ApiError {
  constructor() {
    super(0, "unreachable", "Budget App is not responding. It may be restarting; try again in a moment.");
    this.name = "Unreachable";
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ApiError) return error.detail;
  return "Something went wrong on this page. Your data is unchanged.";
}

/** Turns an answer that is not 2xx into an ApiError. */
export function toApiError(status: number, body: string): ApiError {
  const problem = parseProblem(body);
  if (!problem) return new ApiError(status, `http_${status}`, plainSentence(status));
  const { type: _type, title, status: _status, detail, code, ...extra } = problem;
  const sentence = typeof detail === "string" && detail ? detail : typeof title === "string" ? title : null;
  return new ApiError(
    status,
    typeof code === "string" ? code : `http_${status}`,
    sentence ?? plainSentence(status),
    extra,
  );
}

function parseProblem(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function plainSentence(status: number): string {
  if (status === 404) return "This no longer exists.";
  if (status === 413) return "The file is too large.";
  if (status >= 500) return "Budget App ran into an internal error. Nothing was changed.";
  return "The request was rejected.";
}

function isFieldError(error: unknown): error is { field: string; message: string } {
  if (typeof error !== "object" || error === null) return false;
  const { field, message } = error as Record<string, unknown>;
  return typeof field === "string" && typeof message === "string";
}
