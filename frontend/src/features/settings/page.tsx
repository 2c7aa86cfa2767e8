import { Link } from "react-router";
import { isOnServer } from "@/api/server-session";
import { useAppInfo, useStats } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { useScrollToHash } from "@/kit/use-scroll-to-hash";
import { classOf } from "@/ui/button";
import { PageHeader } from "@/ui/page-header";
import { FailedState, LoadingRows } from "@/ui/states";
import { groupSettings, isBasic, type SettingGroup } from "./model";
import { AccessSection } from "./parts/access-section";
import { AssistantsPanel } from "./parts/assistants-panel";
import { DataSection } from "./parts/data-section";
import { DesktopSection } from "./parts/desktop-section";
import { HealthSection } from "./parts/health-section";
import { NoticesPanel } from "./parts/notices-panel";
import { PlaidTest } from "./parts/plaid-test";
import { PrivacySection } from "./parts/privacy-section";
import { RatesPanel } from "./parts/rates-panel";
import { SettingRow } from "./parts/setting-row";
import { useSettings } from "./queries";
import styles from "./settings.module.css";

/** Appearance, currency and data first, then this computer, then providers. Each setting says where its value comes from. */
export default function SettingsPage() {
  const settings = useSettings();
  const app = useAppInfo().data;
  const stats = useStats().data;
  useScrollToHash(settings.isSuccess);
  const groups = settings.data ? groupSettings(settings.data) : [];
  return (
    <>
      <PageHeader title="Settings" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={cx("scroll-area", styles.page)} role="region" tabIndex={0} aria-label="Settings">
        <div className={styles.settings}>
          {settings.isPending && <LoadingRows rows={8} label="Loading settings" />}
          {settings.isError && (
            <FailedState
              title="Settings could not be loaded"
              error={settings.error}
              onRetry={settings.refetch}
            />
          )}
          {groups.filter(isBasic).map((group) => (
            <Group key={group.name} group={group} />
          ))}
          {app && <DataSection app={app} stats={stats} />}
          <PrivacySection />
          {app && !app.is_demo && <HealthSection />}
          <DesktopSection desktop={window.budgetApp} />
          <AccessSection />
          {groups
            .filter((group) => !isBasic(group))
            .map((group) => (
              <Group key={group.name} group={group} />
            ))}
          {app && (
            <section className={styles.group} aria-labelledby="h-about">
              <h2 id="h-about">About</h2>
              <p>
                Budget App <span className="tabular">{app.version}</span>
                {app.is_demo && " · sample data"}
              </p>
              <p className="small muted">
                {isOnServer()
                  ? "Your data stays on this server, apart from that of its other people."
                  : "Your data stays on this computer."}{" "}
                Nothing is sent anywhere unless you add a key.
              </p>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

function Group({ group }: { group: SettingGroup }) {
  return (
    <section
      className={styles.group}
      aria-labelledby={`h-${group.name}`}
      id={group.name.toLowerCase().split(" ").join("-")}
    >
      <h2 id={`h-${group.name}`}>{group.name}</h2>
      {group.about && <p className="small secondary">{group.about}</p>}
      {group.name === "Notices" && <NoticesPanel settings={group.settings} />}
      {group.settings
        .filter(({ kind }) => kind !== "set")
        .map((setting) => (
          <SettingRow key={setting.key} setting={setting} />
        ))}
      {group.name === "Plaid" && <PlaidTest />}
      {group.name === "Exchange rates" && <RatesPanel />}
      {group.name === "Assistants" && <AssistantsPanel />}
      {group.name === "AI" && (
        <p>
          <Link className={classOf("default")} to="/categoriser">
            What AI is asked, what was sent, and what it cost
          </Link>
        </p>
      )}
    </section>
  );
}
