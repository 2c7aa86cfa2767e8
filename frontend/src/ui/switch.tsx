import type { ComponentProps } from "react";
import styles from "./switch.module.css";

type Props = Omit<ComponentProps<"button">, "onChange" | "children"> & {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
};

/** On or off, at once. Its label stands beside it and names it by `id`. */
export function Switch({ isOn, onChange, ...rest }: Props) {
  return (
    <button
      type="button"
      role="switch"
      className={styles.switch}
      aria-checked={isOn}
      onClick={() => onChange(!isOn)}
      {...rest}
    />
  );
}
