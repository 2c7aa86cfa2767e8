import type { ReactNode } from "react";

export type RowKey = number | string;

export type RowEntry<T> =
  | { kind: "group"; key: string; label: ReactNode; end?: ReactNode }
  | {
      kind: "row";
      key: RowKey;
      item: T /** Also part of the row above, such as a twin. */;
      isChild?: boolean;
    };
