import { useState } from "react";
import { Button } from "@/ui/button";
import layoutStyles from "@/ui/layout.module.css";
import { PageHeader } from "@/ui/page-header";
import { FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { useCurrent } from "@/ui/use-current";
import { type Item, type Profile, profileRows } from "./model";
import { ConsentSection } from "./parts/consent-section";
import { ItemDialog } from "./parts/item-dialog";
import { ItemsSection } from "./parts/items-section";
import { ProfilesSection } from "./parts/profiles-section";
import { SignalsSection } from "./parts/signals-section";
import { WhyDrawer } from "./parts/why-drawer";
import styles from "./profile.module.css";
import { useCompute, useProfile, useRespond } from "./queries";

/** What the behaviour of the last 30 and 180 days adds up to, why, and what one could read about it. */
export default function ProfilePage() {
  const profile = useProfile();
  const data = profile.data;
  return (
    <>
      <PageHeader title="Profile">
        <Tabs
          label="Insights"
          tabs={[
            { label: "Figures", to: "/insights", isCurrent: false },
            { label: "Profile", to: "/profile", isCurrent: true },
          ]}
        />
      </PageHeader>
      {profile.isPending ? (
        <LoadingRows label="Loading the profile" />
      ) : profile.isError ? (
        <FailedState title="The profile could not be read" error={profile.error} onRetry={profile.refetch} />
      ) : (
        data && <Content profile={data} />
      )}
    </>
  );
}

function Content({ profile }: { profile: Profile }) {
  const [isWhyOpen, setIsWhyOpen] = useState(false);
  const [opened, setOpened] = useState<Item | null>(null);
  const compute = useCompute();
  const respond = useRespond();
  const shownItems = profile.items.filter((item) => !item.is_hidden);
  const keys = profile.consent.is_on
    ? [
        ...profile.definitions
          .filter(({ key }) => profile.signals.some((each) => each.key === key))
          .map(({ key }) => key),
        ...(profile.profiles.length ? profileRows(profile).map(({ persona }) => persona) : []),
        ...shownItems.map(({ id }) => id),
      ]
    : [];
  const itemOf = (key: string | null) => shownItems.find(({ id }) => id === key);
  const { current, moveTo } = useCurrent(keys, [
    { keys: "w", label: "Why am I seeing this?", run: () => current && setIsWhyOpen(true) },
    { keys: "r", label: "Compute again", run: () => profile.consent.is_on && compute.mutate() },
    {
      keys: "h",
      label: "Hide the item",
      run: () => {
        const item = itemOf(current);
        if (item) respond.mutate({ item, isHidden: true });
      },
    },
    {
      keys: "+",
      label: "The item was helpful",
      run: () => {
        const item = itemOf(current);
        if (item) respond.mutate({ item, feedback: "helpful", comment: null });
      },
    },
    {
      keys: "Enter",
      label: "Read the item",
      run: () => {
        const item = itemOf(current);
        if (item) setOpened(item);
        else if (current) setIsWhyOpen(true);
      },
    },
  ]);
  const why = (key: string) => {
    moveTo(key);
    setIsWhyOpen(true);
  };
  const step = (by: 1 | -1) => {
    const at = keys.indexOf(current ?? "");
    const next = keys[at + by];
    if (next) moveTo(next);
  };
  return (
    <div className={layoutStyles.split}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Profile">
        <ConsentSection profile={profile} />
        {profile.consent.is_on && (
          <>
            <SignalsSection
              profile={profile}
              current={current}
              onWhy={why}
              isComputing={compute.isPending}
              onCompute={() => compute.mutate()}
            />
            {profile.profiles.length > 0 && (
              <>
                <ProfilesSection profile={profile} current={current} onWhy={why} />
                <ItemsSection
                  profile={profile}
                  current={current}
                  onRead={setOpened}
                  onRespond={(response) => respond.mutate(response)}
                />
              </>
            )}
            <p className={styles.disclaimer}>{profile.disclaimer}</p>
          </>
        )}
      </div>
      {isWhyOpen && current && (
        <WhyDrawer
          profile={profile}
          subject={current}
          onClose={() => setIsWhyOpen(false)}
          acts={
            <>
              <Button kind="ghost" small disabled={keys.indexOf(current) <= 0} onClick={() => step(-1)}>
                Previous
              </Button>
              <Button
                kind="ghost"
                small
                disabled={keys.indexOf(current) >= keys.length - 1}
                onClick={() => step(1)}
              >
                Next
              </Button>
            </>
          }
        />
      )}
      {opened && (
        <ItemDialog
          item={profile.items.find(({ id }) => id === opened.id) ?? opened}
          onClose={() => setOpened(null)}
          onFeedback={(feedback, comment) => respond.mutate({ item: opened, feedback, comment })}
        />
      )}
    </div>
  );
}
