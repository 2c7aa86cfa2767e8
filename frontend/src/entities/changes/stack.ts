/** What this window has done and could take back, newest last. */

export interface Done {
  changeId: number;
  /** What was done, as the toast said it. */
  words: string;
}

const ROOM = 100;

export function push(stack: readonly Done[], done: Done): readonly Done[] {
  return [...without(stack, done.changeId), done].slice(-ROOM);
}

export function without(stack: readonly Done[], changeId: number): readonly Done[] {
  return stack.filter((done) => done.changeId !== changeId);
}

export function last(stack: readonly Done[]): Done | null {
  return stack[stack.length - 1] ?? null;
}
