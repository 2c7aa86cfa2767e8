import { FileDown } from "lucide-react";
import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { handOver } from "@/entities/files/dropped";
import { Icon } from "@/ui/icon";
import noticesStyles from "./notices.module.css";

/** Pages that take dropped files themselves. */
const TAKES_FILES = ["/investments/import", "/documents"];

/** A statement dropped anywhere in the window is on its way to Import. */
export function DropAnywhere() {
  const [isOver, setOver] = useState(false);
  const navigate = useNavigate();
  const { pathname } = useLocation();

  useEffect(() => {
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const over = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      handOver(event.dataTransfer?.files ?? []);
      // A file that is dropped while a broker's or a document is expected is one.
      if (!TAKES_FILES.includes(pathname)) void navigate("/import");
    };
    window.addEventListener("dragenter", enter);
    window.addEventListener("dragleave", leave);
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragenter", enter);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
    };
  }, [navigate, pathname]);

  if (!isOver) return null;
  return (
    <div className={noticesStyles.dropTarget} aria-hidden="true">
      <div>
        <Icon of={FileDown} />
        <b className="medium">{pathname === "/documents" ? "Drop to keep" : "Drop to preview"}</b>
        <span className="secondary">
          {pathname === "/documents"
            ? "Its text is read on this computer"
            : "Nothing is added until you confirm"}
        </span>
      </div>
    </div>
  );
}
