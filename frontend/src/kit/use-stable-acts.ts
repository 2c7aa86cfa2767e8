import { useMemo, useRef } from "react";

type Acts = { [name: string]: (...given: never[]) => unknown };

/** The same functions under identities that never change, so that memoized rows are not drawn again with each page. */
export function useStableActs<A extends Acts>(acts: A): A {
  const latest = useRef(acts);
  latest.current = acts;
  return useMemo(
    () =>
      Object.fromEntries(
        Object.keys(latest.current).map((name) => [
          name,
          (...given: never[]) => latest.current[name]?.(...given),
        ]),
      ) as A,
    [],
  );
}
