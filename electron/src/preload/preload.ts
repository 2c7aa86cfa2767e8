/** The door between the shell and what its window shows. The page never holds Electron, Node or the token. */
import { contextBridge, ipcRenderer } from "electron";
import { Channel, type OpenedFile, type PageBridge, type SplashBridge, type Status } from "../shared/bridge";

const splash: SplashBridge = {
  onStatus(show) {
    ipcRenderer.on(Channel.status, (_event, status: Status) => show(status));
    void ipcRenderer.invoke(Channel.splashReady);
  },
  retry: () => void ipcRenderer.invoke(Channel.retry),
  mend: () => void ipcRenderer.invoke(Channel.mend),
  showLog: () => void ipcRenderer.invoke(Channel.showLog),
  quit: () => void ipcRenderer.invoke(Channel.quit),
};

const page: PageBridge = {
  platform: process.platform,
  preferences: () => ipcRenderer.invoke(Channel.preferences),
  setPreference: (name, isOn) => ipcRenderer.invoke(Channel.setPreference, name, isOn),
};

const isSplash = location.protocol === "file:";
contextBridge.exposeInMainWorld("budgetApp", isSplash ? splash : page);
if (!isSplash) ipcRenderer.on(Channel.files, (_event, files: OpenedFile[]) => hand(files, TRIES));

const TRIES = 100;
const TRY_AGAIN_AFTER = 100;

/** The page knows how to take what is dropped on it; what is opened elsewhere comes the same way, when it listens. */
function hand(files: OpenedFile[], tries: number): void {
  const carried = new DataTransfer();
  for (const file of files) carried.items.add(new File([new Uint8Array(file.content)], file.name));
  const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
  const isTaken = !window.dispatchEvent(drop);
  if (!isTaken && tries > 0) setTimeout(() => hand(files, tries - 1), TRY_AGAIN_AFTER);
}
