import { dayOf, formatDay, nearName } from "@/kit/dates";
import { count } from "@/kit/words";
import { Button } from "@/ui/button";
import type { DeskApi } from "../desk";
import { nameOfImport, notOnDesk } from "../past";
import { useForget, useStillWaiting } from "../queries";
import { importsOn } from "../sheets";
import "./still-waiting.css";

/** Previews of a window that was closed: they can come back to the desk, or be put away. */
export function StillWaiting({ desk }: { desk: DeskApi }) {
  const here = importsOn(desk);
  const items = notOnDesk(useStillWaiting().data ?? [], here);
  const forget = useForget();
  if (!items.length) return null;
  return (
    <section className="still" aria-labelledby="still-head">
      <div className="still-head">
        <h2 id="still-head" className="grow">
          {count(items.length, "statement is", "statements are")} still waiting
        </h2>
        {items.length > 1 && (
          <Button kind="ghost" small onClick={() => forget.mutate(items.map(({ id }) => id))}>
            Put them all away
          </Button>
        )}
      </div>
      <p className="small ink2">Looked at before, and never added.</p>
      <ul>
        {items.map((item) => {
          const name = nameOfImport(item);
          const day = dayOf(item.created_at);
          return (
            <li key={item.id}>
              <span className="still-name">
                {name} <span className="small ink3 nowrap">{nearName(day) ?? formatDay(day)}</span>
              </span>
              <Button
                small
                aria-label={`Go on with ${name}`}
                onClick={() => desk.bringBack(item.id, item.filename)}
              >
                Go on
              </Button>
              <Button
                kind="ghost"
                small
                aria-label={`Put away ${name}`}
                onClick={() => forget.mutate([item.id])}
              >
                Put away
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
