import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Desktop, DesktopPreferences } from "@/entities/app/desktop";
import { DesktopSection } from "./parts/desktop-section";

/** A window that remembers, as the real one does. */
function makeDesktop(kept: DesktopPreferences): Desktop {
  let now = kept;
  return {
    platform: "linux",
    preferences: async () => now,
    setPreference: async (name, isOn) => {
      now = { ...now, [name]: isOn };
      return now;
    },
  };
}

function show(desktop: Desktop | undefined) {
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <DesktopSection desktop={desktop} />
    </QueryClientProvider>,
  );
}

const isOn = (name: string) => screen.getByRole("switch", { name }).getAttribute("aria-checked");

test("in a browser there is nothing to choose for a window", () => {
  expect(show(undefined).container.textContent).toBe("");
});

test("the switches show what the window keeps, and change it", async () => {
  const desktop = makeDesktop({ startsAtLogin: false, watchesDownloads: true });
  show(desktop);
  await waitFor(() => expect(isOn("Watch the Downloads folder")).toBe("true"));
  expect(isOn("Start at login")).toBe("false");
  await userEvent.click(screen.getByRole("switch", { name: "Start at login" }));
  await waitFor(() => expect(isOn("Start at login")).toBe("true"));
  expect(await desktop.preferences()).toEqual({ startsAtLogin: true, watchesDownloads: true });
});

test("a window that refuses leaves the switch as it was", async () => {
  const desktop = makeDesktop({ startsAtLogin: false, watchesDownloads: false });
  show({ ...desktop, setPreference: () => Promise.reject(new Error("refused")) });
  const login = await screen.findByRole("switch", { name: "Start at login" });
  await userEvent.click(login);
  await waitFor(() => expect(login.hasAttribute("disabled")).toBe(false));
  expect(isOn("Start at login")).toBe("false");
});

test("what this window does not keep is not offered", async () => {
  show(makeDesktop({ startsAtLogin: false, looksForUpdates: true }));
  await waitFor(() => expect(isOn("Check for updates")).toBe("true"));
  expect(screen.getAllByRole("switch")).toHaveLength(2);
});
