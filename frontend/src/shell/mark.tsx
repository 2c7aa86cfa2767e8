import styles from "./navigation.module.css";
/** The app's sign: three bars that grow. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg className={styles.mark} viewBox="0 0 18 18" width={size} height={size} aria-hidden="true">
      <rect x="1" y="10" width="4" height="7" rx="1" fill="currentColor" opacity=".45" />
      <rect x="7" y="6" width="4" height="11" rx="1" fill="currentColor" opacity=".7" />
      <rect x="13" y="1" width="4" height="16" rx="1" fill="currentColor" />
    </svg>
  );
}
