import { Command } from "cmdk";
import {
  Bookmark,
  BookmarkPlus,
  Keyboard,
  Landmark,
  Moon,
  Printer,
  Redo2,
  RefreshCw,
  Search,
  Undo2,
} from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { fullName, inOrder } from "@/entities/accounts/names";
import { useAccounts } from "@/entities/accounts/queries";
import { useBankActions } from "@/entities/banks/queries";
import { useCategories } from "@/entities/categories/queries";
import { useUndo } from "@/entities/changes/use-undo";
import { useViews } from "@/entities/views/queries";
import { cx } from "@/kit/cx";
import { printPage } from "@/kit/use-printing";
import dialogStyles from "@/ui/dialog.module.css";
import { Icon, type LucideIcon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import { CategoryDot } from "@/ui/marks";
import optionStyles from "@/ui/option.module.css";
import { usePages } from "./page-list";
import styles from "./palette.module.css";
import { useThemeSwitch } from "./use-appearance";

/** Search and commands: pages, acts, accounts, categories, or a search through all rows. */
export default function Palette({
  onClose,
  onKeys,
  onViews,
}: {
  onClose: () => void;
  onKeys: () => void;
  onViews: () => void;
}) {
  const [typed, setTyped] = useState("");
  const navigate = useNavigate();
  const pages = usePages();
  const switchTheme = useThemeSwitch();
  const { undoLast, redoLast } = useUndo();
  const { syncAll } = useBankActions();
  const { data: views = [] } = useViews();
  const { data: accounts = [] } = useAccounts();
  const { data: categories = [] } = useCategories();

  const go = (address: string) => () => {
    onClose();
    void navigate(address);
  };
  const act = (run: () => void) => () => {
    onClose();
    run();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles.scrim} />
        <Dialog.Content className={cx(styles.palette, dialogStyles.dialog)} aria-describedby={undefined}>
          <Dialog.Title className="visually-hidden">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop>
            <div className={styles.query}>
              <Icon of={Search} />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                placeholder="Page, account, category or search text"
              />
              <KeyCap keys="Escape" />
            </div>
            <Command.List className={styles.results}>
              <Command.Group heading="Go to">
                {pages
                  .filter((page) => !page.path.includes(":"))
                  .map((page) => (
                    <Line
                      key={page.path}
                      icon={page.icon}
                      label={page.title}
                      keys={page.key && `g ${page.key}`}
                      onSelect={go(page.path)}
                    />
                  ))}
                {views.map((view) => (
                  <Line key={`view-${view.id}`} icon={Bookmark} label={view.name} onSelect={go(view.path)} />
                ))}
              </Command.Group>
              <Command.Group heading="Do">
                <Line icon={BookmarkPlus} label="Save this view" onSelect={onViews} />
                <Line icon={Printer} label="Print or save as PDF" onSelect={act(() => void printPage())} />
                <Line icon={Undo2} label="Undo the last change" keys="u" onSelect={act(undoLast)} />
                <Line icon={Redo2} label="Redo what was undone" keys="Shift+u" onSelect={act(redoLast)} />
                <Line icon={RefreshCw} label="Sync all banks" onSelect={act(() => void syncAll())} />
                <Line icon={Moon} label="Switch theme" onSelect={act(switchTheme)} />
                <Line icon={Keyboard} label="Keyboard shortcuts" keys="?" onSelect={onKeys} />
              </Command.Group>
              {typed && (
                <>
                  <Command.Group heading="Accounts">
                    {inOrder(accounts).map((account) => (
                      <Line
                        key={account.id}
                        icon={Landmark}
                        label={fullName(account)}
                        onSelect={go(`/data?account_id=${account.id}`)}
                      />
                    ))}
                  </Command.Group>
                  <Command.Group heading="Categories">
                    {categories
                      .filter((category) => !category.is_archived)
                      .map((category) => (
                        <Line
                          key={category.id}
                          mark={<CategoryDot color={category.color} kind={category.kind} />}
                          label={
                            category.parent_name
                              ? `${category.parent_name} › ${category.display_name}`
                              : category.display_name
                          }
                          onSelect={go(
                            category.parent_id === null
                              ? `/data?parent_category_id=${category.id}`
                              : `/data?category=${category.short_desc}`,
                          )}
                        />
                      ))}
                  </Command.Group>
                  <Command.Group heading="Transactions" forceMount>
                    <Line
                      icon={Search}
                      forceMount
                      label={`Transactions with “${typed}”`}
                      onSelect={go(`/data?search=${encodeURIComponent(typed)}`)}
                    />
                  </Command.Group>
                </>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface LineProps {
  icon?: LucideIcon;
  mark?: ReactNode;
  label: string;
  keys?: string;
  forceMount?: boolean;
  onSelect: () => void;
}

function Line({ icon, mark, label, keys, forceMount, onSelect }: LineProps) {
  return (
    <Command.Item className={optionStyles.option} value={label} forceMount={forceMount} onSelect={onSelect}>
      {icon ? <Icon of={icon} /> : mark}
      <span className="truncate">{label}</span>
      {keys && (
        <span className={optionStyles.end}>
          <KeyCap keys={keys} />
        </span>
      )}
    </Command.Item>
  );
}
