/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const BACKEND = process.env.BUDGET_APP_BACKEND ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    port: 5173,
    // The engine refuses a changed origin, so the browser's own Host goes through.
    proxy: {
      "/api": { target: BACKEND, changeOrigin: false },
      "/health": { target: BACKEND, changeOrigin: false },
    },
  },
  build: {
    outDir: "dist",
    // The desktop shell is tested in Chromium 83 as well as in a current one.
    target: "chrome83",
    // Inlined assets would become data: addresses, which the page's policy refuses for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  test: {
    env: { TZ: "UTC" },
    setupFiles: ["src/test-day.ts"],
    projects: [
      // Logic without a page starts in a tenth of the time.
      { extends: true, test: { name: "logic", include: ["src/**/*.test.ts"], environment: "node" } },
      {
        extends: true,
        test: {
          name: "components",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["src/test-day.ts", "src/test-setup.ts"],
        },
      },
    ],
  },
});
