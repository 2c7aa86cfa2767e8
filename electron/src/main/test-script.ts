/**
 * What the tests set and read: answers to questions, chosen files, opened addresses, notices, timeouts.
 * Empty in the app's own bundle.
 */
export const scripted = {
  patience: TEST_BUILD
    ? { beatEvery: 1_000, silentAtMost: Number(process.env["BUDGET_APP_TEST_SILENT_AT_MOST"] ?? 120_000) }
    : undefined,
  answer: TEST_BUILD ? Number(process.env["BUDGET_APP_TEST_ANSWER"] ?? 0) : 0,
  files: [] as string[],
  /** Addresses that would have opened in the person's browser. */
  opened: [] as string[],
  /** Taken one by one before `answer`. */
  answers: [] as number[],
  asked: [] as string[],
  details: [] as string[],
  notices: [] as { body: string; clicked: () => void }[],
};
