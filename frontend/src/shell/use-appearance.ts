import { useEffect } from "react";
import { useSaveSettings, useSettings } from "@/entities/settings/queries";
import { applyDensity, applyTheme, shownTheme } from "@/kit/appearance";

/**
 * Puts the kept theme and density on the page. The engine keeps them, because the page's own storage belongs to an
 * address, and the address changes with each start of the desktop app.
 */
export function useAppearance(): void {
  const settings = useSettings().data;
  const theme = chosen(settings?.theme, ["system", "light", "dark"] as const);
  const density = chosen(settings?.density, ["dense", "comfortable"] as const);
  useEffect(() => {
    if (theme) applyTheme(theme);
  }, [theme]);
  useEffect(() => {
    if (density) applyDensity(density);
  }, [density]);
}

/** Puts the other theme on and keeps the choice. */
export function useThemeSwitch(): () => void {
  const save = useSaveSettings();
  return () => {
    const theme = shownTheme() === "dark" ? "light" : "dark";
    applyTheme(theme);
    save.mutate({ theme });
  };
}

interface Kept {
  value: string | null;
  is_set: boolean;
}

function chosen<V extends string>(setting: Kept | undefined, choices: readonly V[]): V | null {
  if (!setting?.is_set) return null;
  return choices.find((choice) => choice === setting.value) ?? null;
}
