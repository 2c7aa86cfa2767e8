import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "./api/query-client";
import { pages } from "./pages";
import { createRouter } from "./routes";
import { PageListContext } from "./shell/page-list";

/** The whole page: its cache of answers, its list of pages, its addresses. */
export function App() {
  const [client] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <QueryClientProvider client={client}>
      <PageListContext value={pages}>
        <RouterProvider router={router} />
      </PageListContext>
    </QueryClientProvider>
  );
}
