/** Questions to the person. In the tests the answers are given beforehand, because nobody sits there. */
import { type BrowserWindow, dialog } from "electron";
import { basename } from "path";
import { scripted } from "./test-script";

/** Ask, and return the place of the chosen answer. The last one is that of who does not want to choose. */
export async function ask(
  window: BrowserWindow,
  question: string,
  detail: string,
  answers: string[],
  proposed = 0,
): Promise<number> {
  if (TEST_BUILD) {
    scripted.asked.push(question);
    scripted.details.push(detail);
    return scripted.answers.shift() ?? scripted.answer;
  }
  const buttons = { buttons: answers, defaultId: proposed, cancelId: answers.length - 1 };
  const { response } = await dialog.showMessageBox(window, { type: "question", message: question, detail, ...buttons });
  return response;
}

/** Let the person choose where a new file goes; null if they changed their mind. */
export async function choosePlace(
  window: BrowserWindow,
  title: string,
  proposed: string,
  kind: { label: string; format: string },
): Promise<string | null> {
  if (TEST_BUILD) {
    scripted.asked.push(`${title}: ${basename(proposed)}`);
    return scripted.files[0] ?? null;
  }
  const filters = [{ name: kind.label, extensions: [kind.format] }];
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath: proposed, filters });
  return canceled || !filePath ? null : filePath;
}

/** Let the person choose files; none if they changed their mind. */
export async function chooseFiles(window: BrowserWindow, title: string, endings: string[]): Promise<string[]> {
  if (TEST_BUILD) return scripted.files;
  const { filePaths } = await dialog.showOpenDialog(window, {
    title,
    properties: ["openFile", "multiSelections"],
    filters: [
      { name: "Statements", extensions: endings },
      { name: "All files", extensions: ["*"] },
    ],
  });
  return filePaths;
}
