/** What this window has done and could take back, newest last. */

export interface Done {
  /** One change of the backend, or several that were one act of the person. */
  changeIds: readonly number[];
  /** What was done, as the toast said it. */
  words: string;
}

const ROOM = 100;

export function push(stack: readonly Done[], done: Done): readonly Done[] {
  return [...stack, done].slice(-ROOM);
}

export function without(stack: readonly Done[], done: Done): readonly Done[] {
  return stack.filter((other) => other !== done);
}

export function last(stack: readonly Done[]): Done | null {
  return stack[stack.length - 1] ?? null;
}
