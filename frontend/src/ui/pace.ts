/** The pieces of a budget bar, in percent of its length. */

export interface BarPieces {
  calm: number;
  ahead: number;
  over: number;
  tick: number | null;
  percent: number;
}

/** Ahead of pace is worth a colour from ten points on. When overspent, the whole bar is what was spent. */
export function barOf(of: { available: number; spent: number; pace: number | null }): BarPieces {
  const available = Math.max(0, of.available);
  const spent = Math.max(0, of.spent);
  const used = available > 0 ? spent / available : spent > 0 ? Infinity : 0;
  const percent = Number.isFinite(used) ? Math.round(used * 100) : 100;
  if (used > 1) {
    const limit = (available / spent) * 100;
    return {
      calm: limit,
      ahead: 0,
      over: 100 - limit,
      tick: of.pace === null || limit === 0 ? null : of.pace * limit,
      percent,
    };
  }
  const isAhead = of.pace !== null && of.pace < 1 && used - of.pace > 0.1;
  const calm = isAhead && of.pace !== null ? of.pace : used;
  return {
    calm: calm * 100,
    ahead: (used - calm) * 100,
    over: 0,
    tick: of.pace === null ? null : of.pace * 100,
    percent,
  };
}
