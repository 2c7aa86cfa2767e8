import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { get, patch, post, put, remove, upload } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import type { components } from "@/api/schema.gen";
import { useUndo } from "@/entities/changes/use-undo";
import { count } from "@/kit/words";
import { toast, toastFailure } from "@/ui/toast";
import type {
  Account,
  Activity,
  Allocation,
  Dividends,
  Holdings,
  Performance,
  Portfolio,
  PriceHistory,
  Rebalance,
  SalePreview,
  Security,
  SecurityPage,
  Summary,
} from "./model";

type Schemas = components["schemas"];
type Changed = Schemas["InvestmentChanged"];
type PriceSource = Schemas["PriceSourceOut"];
export type NewActivity = Schemas["NewActivity"];
export type NewAccount = Schemas["NewInvestmentAccount"];
export type NewHolding = Schemas["NewHolding"];

const BASE = "/api/investments";
const KEY = "investments";

function useInvestments<T>(path: string, params: Record<string, string | number | null> = {}, isOn = true) {
  return useQuery({
    queryKey: [KEY, path, params],
    queryFn: ({ signal }) => get<T>(`${BASE}${path}`, { params, signal }),
    placeholderData: keepPreviousData,
    enabled: isOn,
  });
}

/** The part of the investments that a question is about; null is everything. */
export type ScopeId = number | null;

export const useSummary = (portfolio: ScopeId) =>
  useInvestments<Summary>("/summary", { portfolio_id: portfolio });
export const useHoldings = (portfolio: ScopeId) =>
  useInvestments<Holdings>("/holdings", { portfolio_id: portfolio });
export const usePerformance = (portfolio: ScopeId, start: string | null) =>
  useInvestments<Performance>("/performance", { portfolio_id: portfolio, start });
export const useAllocation = (portfolio: ScopeId) =>
  useInvestments<Allocation>("/allocation", { portfolio_id: portfolio });
export const useDividends = (portfolio: ScopeId) =>
  useInvestments<Dividends>("/dividends", { portfolio_id: portfolio });
export const useRebalance = (portfolio: ScopeId) =>
  useInvestments<Rebalance>("/rebalance", { portfolio_id: portfolio });
/** Where prices come from and how the last attempt went; looked at often while they are coming. */
export function usePriceSource() {
  return useQuery({
    queryKey: [KEY, "price-source"],
    queryFn: ({ signal }) => get<PriceSource>(`${BASE}/price-source`, { signal }),
    refetchInterval: ({ state }) => (state.data?.is_running ? 1_000 : 60_000),
  });
}

export const useAccounts = () => useInvestments<{ currency: string; accounts: Account[] }>("/accounts");
export const useSecurities = () => useInvestments<Security[]>("/securities");
export const usePortfolios = () =>
  useInvestments<{ currency: string; portfolios: Portfolio[] }>("/portfolios");
export const useActivities = (params: { limit: number; security_id?: number; type?: string }) =>
  useInvestments<{ transactions: Activity[]; total: number }>("/transactions", params);
export const useSecurityPage = (id: number) => useInvestments<SecurityPage>(`/securities/${id}`);
export const usePriceHistory = (id: number, start: string | null) =>
  useInvestments<PriceHistory>(`/securities/${id}/prices`, { start });

export function useSalePreview(
  id: number,
  body: {
    account_id: number;
    quantity: string;
    lot_picks: { opening_id: number; quantity: string }[];
  } | null,
) {
  return useQuery({
    queryKey: [KEY, "sale-preview", id, body],
    queryFn: ({ signal }) =>
      post<SalePreview>(`${BASE}/securities/${id}/sale-preview`, body ?? undefined, { signal }),
    placeholderData: keepPreviousData,
    enabled: body !== null,
    retry: false,
  });
}

/** What can be done with investments. Each says what it did and can be taken back; a refusal is thrown. */
export function useInvestmentActions() {
  const client = useQueryClient();
  const undo = useUndo();
  return useMemo(() => {
    const refresh = () => {
      void client.invalidateQueries({ queryKey: [KEY] });
      void client.invalidateQueries({ queryKey: ["net-worth"] });
    };
    const done = async (words: string, change: Promise<{ change_id: number | null }>) => {
      const { change_id } = await change;
      undo.done(words, change_id);
      refresh();
    };
    const attempt = async (words: string, change: Promise<{ change_id: number | null }>) => {
      try {
        await done(words, change);
      } catch (error) {
        toastFailure(sentenceFor(error));
      }
    };
    return {
      addAccount: async (body: NewAccount) => {
        const added = await post<Changed>(`${BASE}/accounts/manual`, body);
        undo.done(`Account ${body.account_name} added`, added.change_id);
        refresh();
        return added.id;
      },
      changeAccount: (id: number, body: Partial<NewAccount>) =>
        done("Account changed", patch<Changed>(`${BASE}/accounts/${id}`, body)),
      deleteAccount: (account: Account) =>
        attempt(`Account ${account.account_name} deleted`, remove<Changed>(`${BASE}/accounts/${account.id}`)),
      addHolding: (accountId: number, body: NewHolding) =>
        done("Holding added", post<Changed>(`${BASE}/accounts/${accountId}/holdings`, body)),
      addSecurity: async (body: Schemas["NewSecurity"]) => {
        const added = await post<Security>(`${BASE}/securities`, body);
        refresh();
        return added;
      },
      changeSecurity: (id: number, body: Schemas["SecurityPatch"]) =>
        attempt("Security changed", patch<Changed>(`${BASE}/securities/${id}`, body)),
      addActivity: (body: NewActivity) => done("Activity added", post<Changed>(`${BASE}/transactions`, body)),
      changeActivity: (id: number, body: NewActivity) =>
        done("Activity changed", put<Changed>(`${BASE}/transactions/${id}`, body)),
      deleteActivity: (activity: Activity) =>
        attempt(
          "Activity deleted",
          remove<Changed>(
            activity.type === "split"
              ? `${BASE}/splits/${activity.id}`
              : `${BASE}/transactions/${activity.id}`,
          ),
        ),
      setPrice: (securityId: number, on: string, close: string) =>
        done("Price stored", put<Changed>(`${BASE}/securities/${securityId}/prices/${on}`, { close })),
      addSplit: (securityId: number, body: Schemas["NewSplit"]) =>
        done("Split added", post<Changed>(`${BASE}/securities/${securityId}/splits`, body)),
      refreshPrices: async () => {
        try {
          await post<PriceSource>(`${BASE}/refresh-prices`);
        } catch (error) {
          toastFailure(sentenceFor(error));
        }
        void client.invalidateQueries({ queryKey: [KEY, "price-source"] });
      },
      loadPrices: async (file: File) => {
        const form = new FormData();
        form.append("file", file);
        const saved = await upload<Schemas["PricesSaved"]>(`${BASE}/prices/file`, form);
        undo.done(`${count(saved.saved, "price")} loaded`, saved.change_id);
        refresh();
      },
      addPortfolio: (body: Schemas["NewPortfolio"]) =>
        done(`Portfolio ${body.name} added`, post<Changed>(`${BASE}/portfolios`, body)),
      deletePortfolio: (portfolio: Portfolio) =>
        attempt(`Portfolio ${portfolio.name} deleted`, remove<Changed>(`${BASE}/portfolios/${portfolio.id}`)),
      setTargets: (body: Schemas["TargetsBody"]) =>
        done("Targets saved", put<Changed>(`${BASE}/targets`, body)),
      setBenchmark: (portfolio: ScopeId, securityId: number | null) =>
        attempt(
          "Benchmark chosen",
          put<Changed>(`${BASE}/benchmark`, { portfolio_id: portfolio, security_id: securityId }),
        ),
    };
  }, [client, undo]);
}

export type InvestmentActions = ReturnType<typeof useInvestmentActions>;

/** Reads holdings and activities of the account's login at its broker again. */
export function useSyncAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => post<Schemas["BrokerageSynced"]>(`${BASE}/accounts/${id}/sync`),
    onSuccess: ({ added, changed, removed, unreadable }) =>
      toast(
        added + changed + removed > 0
          ? `${count(added, "activity", "activities")} new, ${changed} changed, ${removed} removed.`
          : `Nothing new.${unreadable.length > 0 ? ` ${unreadable[0]}` : ""}`,
      ),
    onError: (error) => toastFailure(sentenceFor(error)),
    onSettled: () => client.invalidateQueries(),
  });
}
