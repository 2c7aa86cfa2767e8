import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { SIGN_IN } from "./api/server-session";
import { pages } from "./pages";
import { ErrorFace } from "./shell/error-face";
import { Frame } from "./shell/frame";
import { NotFound } from "./shell/not-found";

/** Where `/` leads while there is no page of that address. */
const FIRST = "/review";

export function createRouter() {
  return createBrowserRouter([
    { path: SIGN_IN, lazy: async () => ({ Component: (await import("./features/sign-in/page")).default }) },
    {
      element: <Frame />,
      errorElement: <ErrorFace />,
      hydrateFallbackElement: <div />,
      children: [...pages.map(toRoute), ...home(), { path: "*", element: <NotFound /> }],
    },
  ]);
}

function toRoute(page: (typeof pages)[number]): RouteObject {
  return {
    path: page.path,
    errorElement: <ErrorFace />,
    lazy: async () => ({ Component: (await page.load()).default }),
  };
}

function home(): RouteObject[] {
  if (pages.some((page) => page.path === "/")) return [];
  return [{ path: "/", element: <Navigate to={FIRST} replace /> }];
}
