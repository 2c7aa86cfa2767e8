import { get } from "@/api/client";
import type { Figure } from "@/kit/figure";

/** Returns a figure of investments by its id: an account, or a holding with its lots and its price. */
export function loadInvestmentFigure(id: string, portfolio: number | null = null): Promise<Figure> {
  const path = `/api/investments/figures/${encodeURIComponent(id)}`;
  return get<Figure>(path, { params: { portfolio_id: portfolio } });
}
