import { ArrowBigUp, ArrowDown, ArrowUp, Command, CornerDownLeft } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { Icon } from "./icon";

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Draws `Shift+Enter` or `g r` as caps. One press is one cap; two presses in a row are two. */
export function KeyCap({ keys }: { keys: string }) {
  return (
    <>
      {keys.split(" ").map((press) => (
        <kbd key={press}>
          {press.split("+").map((name) => (
            <Fragment key={name}>{drawn(name)}</Fragment>
          ))}
        </kbd>
      ))}
    </>
  );
}

function drawn(name: string): ReactNode {
  switch (name) {
    case "Enter":
      return sign(<Icon of={CornerDownLeft} />, "Enter ");
    case "Shift":
      return sign(<Icon of={ArrowBigUp} />, "Shift ");
    case "ArrowUp":
      return sign(<Icon of={ArrowUp} />, "Up ");
    case "ArrowDown":
      return sign(<Icon of={ArrowDown} />, "Down ");
    case "Mod":
      return isApple ? sign(<Icon of={Command} />, "Command ") : "Ctrl\u00a0";
    case "Escape":
      return "Esc";
    case "Delete":
      return "Del";
    default:
      return name.length === 1 ? name.toUpperCase() : name;
  }
}

function sign(icon: ReactNode, spoken: string): ReactNode {
  return (
    <>
      {icon}
      <span className="visually-hidden">{spoken}</span>
    </>
  );
}
