/**
 * The current row and the selected rows of a list. All pure: a list of keys in, a new state out.
 * A list that is only partly loaded has holes (undefined) where its keys are not known yet.
 */

type Keys<K> = readonly (K | undefined)[];

export interface Picks<K> {
  /** Null for an empty list, and while the row at this position is being loaded. */
  current: K | null;
  /** The position of the current row, so that its neighbour follows when it leaves. */
  at: number;
  /** Where a range began. */
  anchor: K | null;
  selected: ReadonlySet<K>;
}

export function noPicks<K>(): Picks<K> {
  return { current: null, at: 0, anchor: null, selected: new Set() };
}

/** Puts the picks on a list that may have changed: rows that left are no longer selected, a row that was current passes it on. */
export function settle<K>(picks: Picks<K>, keys: Keys<K>): Picks<K> {
  const here = picks.current === null ? -1 : keys.indexOf(picks.current);
  const at = here >= 0 ? here : Math.max(0, Math.min(picks.at, keys.length - 1));
  const current = keys[at] ?? null;
  const selected = picks.selected.size ? stillHere(picks.selected, keys) : picks.selected;
  if (current === picks.current && at === picks.at && selected === picks.selected) return picks;
  return { ...picks, current, at, selected };
}

export function moveTo<K>(picks: Picks<K>, keys: Keys<K>, key: K): Picks<K> {
  const at = keys.indexOf(key);
  return at < 0 ? picks : { ...picks, current: key, at, anchor: key };
}

export function moveBy<K>(picks: Picks<K>, keys: Keys<K>, step: number): Picks<K> {
  if (!keys.length) return picks;
  const here = picks.current === null ? -1 : keys.indexOf(picks.current);
  return moveToPosition(picks, keys, (here < 0 ? picks.at : here) + step);
}

/** Makes the row at this position current, also when it is not loaded yet. */
export function moveToPosition<K>(picks: Picks<K>, keys: Keys<K>, position: number): Picks<K> {
  const at = clamp(position, keys.length);
  const key = keys[at] ?? null;
  return { ...picks, current: key, at, anchor: key };
}

/** Selects or lets go of one row. */
export function toggle<K>(picks: Picks<K>, keys: Keys<K>, key: K): Picks<K> {
  const selected = new Set(picks.selected);
  if (!selected.delete(key)) selected.add(key);
  return { current: key, at: keys.indexOf(key), anchor: key, selected };
}

/** Selects everything between the anchor and this row, as Shift does. */
export function rangeTo<K>(picks: Picks<K>, keys: Keys<K>, key: K): Picks<K> {
  const to = keys.indexOf(key);
  const from = picks.anchor === null ? to : keys.indexOf(picks.anchor);
  if (to < 0) return picks;
  const [low, high] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  const selected = new Set([...picks.selected, ...loaded(keys.slice(low, high + 1))]);
  return { current: key, at: to, anchor: from < 0 ? key : picks.anchor, selected };
}

/** Shift+J and Shift+K: the selection grows with the current row. */
export function extendBy<K>(picks: Picks<K>, keys: Keys<K>, step: number): Picks<K> {
  if (picks.current === null) return moveBy(picks, keys, step);
  const at = clamp(keys.indexOf(picks.current) + step, keys.length);
  const key = keys[at];
  if (key === undefined) return picks;
  const anchor = picks.anchor ?? picks.current;
  return rangeTo({ ...picks, anchor }, keys, key);
}

/** Selects these as well. */
export function selectMany<K>(picks: Picks<K>, keys: Keys<K>): Picks<K> {
  return { ...picks, selected: new Set([...picks.selected, ...loaded(keys)]) };
}

export function clear<K>(picks: Picks<K>): Picks<K> {
  return picks.selected.size ? { ...picks, selected: new Set() } : picks;
}

function stillHere<K>(selected: ReadonlySet<K>, keys: Keys<K>): ReadonlySet<K> {
  const left = loaded(keys).filter((key) => selected.has(key));
  return left.length === selected.size ? selected : new Set(left);
}

function loaded<K>(keys: Keys<K>): K[] {
  return keys.flatMap((key) => (key === undefined ? [] : [key]));
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(at, length - 1));
}
