import { useState } from "react";

/** The value that what is on the screen belongs to: while an answer is on its way, still the one before. */
export function useShown<T>(value: T, isOnItsWay: boolean): T {
  const [shown, setShown] = useState(value);
  if (!isOnItsWay && shown !== value) setShown(value);
  return isOnItsWay ? shown : value;
}
