import { CircleAlert, Files, FolderSearch, Plus, SearchX, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { takeFiles, useWaitingFiles } from "@/entities/files/dropped";
import { SearchInput } from "@/entities/transactions/search-input";
import { Button, IconButton } from "@/ui/button";
import layoutStyles from "@/ui/layout.module.css";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page-header";
import { Segmented } from "@/ui/segmented";
import { Select } from "@/ui/select";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Tabs } from "@/ui/tabs";
import { useCurrent } from "@/ui/use-current";
import styles from "./documents.module.css";
import { KINDS, type Kind, type View, viewOf } from "./model";
import { DocumentDrawer } from "./parts/document-drawer";
import { DocumentGrid, DocumentTable } from "./parts/document-list";
import { TaxPack } from "./parts/tax-pack";
import { type Upload, useDocuments, useUploads } from "./queries";

const ANY = "any";
const KIND_OPTIONS = [
  { value: ANY, label: "Every type" },
  ...Object.entries(KINDS).map(([value, { label }]) => ({ value, label })),
];

/** Receipts, statements and contracts: kept, found by their text, and linked to what they prove. */
export default function DocumentsPage() {
  const [params, setParams] = useSearchParams();
  const view = viewOf(params);
  const isGrid = params.get("as") === "grid";
  const documents = useDocuments(view);
  const { uploads, add, drop } = useUploads();
  const chooser = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const items = documents.data?.items ?? [];
  const counts = documents.data?.counts;
  const show = (changes: Record<string, string | null>) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        for (const [name, value] of Object.entries(changes))
          if (value) next.set(name, value);
          else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const open = (id: number) => {
    moveTo(String(id));
    show({ open: String(id) });
  };
  async function take(files: readonly File[]) {
    const newest = await add(files);
    if (newest !== null && files.length === 1) show({ open: String(newest) });
  }
  const { current, moveTo } = useCurrent(
    items.map(({ id }) => String(id)),
    [
      { keys: "a", label: "Add documents", run: () => chooser.current?.click() },
      { keys: "/", label: "Search", run: () => search.current?.focus() },
      { keys: "g", label: "List or grid", run: () => show({ as: isGrid ? null : "grid" }) },
      {
        keys: "Enter",
        label: "Open",
        run: () => current && show({ open: current }),
      },
    ],
  );
  const isWaiting = useWaitingFiles("documents");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival of files starts this.
  useEffect(() => {
    if (isWaiting) void take(takeFiles("documents"));
  }, [isWaiting]);
  return (
    <>
      <PageHeader title="Documents">
        <Tabs
          label="Documents"
          tabs={[
            { label: "All", to: "/documents", isCurrent: view.tab === "all", count: counts?.total },
            {
              label: "To link",
              to: "/documents?tab=unlinked",
              isCurrent: view.tab === "unlinked",
              count: counts?.unlinked,
            },
            { label: "Tax pack", to: "/documents?tab=tax", isCurrent: view.tab === "tax" },
          ]}
        />
        <span className="grow" />
        <Button
          kind="ghost"
          className="hide-on-phone"
          icon={FolderSearch}
          onClick={() => folder.current?.click()}
        >
          Scan folder
        </Button>
        <Button kind="primary" icon={Plus} keys="a" onClick={() => chooser.current?.click()}>
          Add
        </Button>
      </PageHeader>
      <FileInput inputRef={chooser} label="Choose documents" onFiles={take} />
      <FileInput inputRef={folder} label="Choose a folder to scan" isFolder onFiles={take} />
      <Uploads uploads={uploads} onClose={drop} />
      <div className={layoutStyles.split}>
        <div className={layoutStyles.main}>
          {view.tab === "tax" ? (
            <TaxPack />
          ) : (
            <>
              <Toolbar
                view={view}
                years={counts?.tax_years ?? []}
                isGrid={isGrid}
                searchRef={search}
                onShow={show}
              />
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
              <div className="scroll-area" role="region" tabIndex={0} aria-label="Documents">
                {documents.isPending ? (
                  <LoadingRows label="Loading documents" />
                ) : documents.isError ? (
                  <FailedState
                    title="Documents could not be loaded"
                    error={documents.error}
                    onRetry={documents.refetch}
                  />
                ) : items.length === 0 ? (
                  <Nothing view={view} onAdd={() => chooser.current?.click()} onClear={() => show(CLEARED)} />
                ) : isGrid ? (
                  <DocumentGrid documents={items} open={view.open} onOpen={open} />
                ) : (
                  <DocumentTable documents={items} open={view.open} current={current} onOpen={open} />
                )}
              </div>
            </>
          )}
        </div>
        {view.open !== null && (
          <DocumentDrawer
            key={view.open}
            id={view.open}
            ids={items.map(({ id }) => id)}
            onOpen={open}
            onClose={() => show({ open: null })}
          />
        )}
      </div>
    </>
  );
}

const CLEARED = { kind: null, year: null, q: null };

interface ToolbarProps {
  view: View;
  years: readonly number[];
  isGrid: boolean;
  searchRef: React.RefObject<HTMLInputElement | null>;
  onShow: (changes: Record<string, string | null>) => void;
}

function Toolbar({ view, years, isGrid, searchRef, onShow }: ToolbarProps) {
  const yearOptions = [
    { value: ANY, label: "Every tax year" },
    ...[...new Set([...years.map(String), ...(view.year ? [view.year] : [])])].map((year) => ({
      value: year,
      label: year,
    })),
  ];
  return (
    <div className={layoutStyles.toolbar}>
      <SearchInput
        label="Search documents"
        placeholder="Name or text inside"
        value={view.search}
        onChange={(text) => onShow({ q: text || null })}
        inputRef={searchRef}
        className={styles.search}
      />
      <Select
        small
        label="Type"
        value={view.kind ?? ANY}
        options={KIND_OPTIONS}
        onChange={(kind) => onShow({ kind: kind === ANY ? null : (kind as Kind) })}
      />
      {yearOptions.length > 1 && (
        <Select
          small
          label="Tax year"
          value={view.year ?? ANY}
          options={yearOptions}
          onChange={(year) => onShow({ year: year === ANY ? null : year })}
        />
      )}
      <span className="grow" />
      <Segmented
        small
        label="Show as"
        value={isGrid ? "grid" : "list"}
        segments={[
          { value: "list", label: "List" },
          { value: "grid", label: "Grid" },
        ]}
        onChange={(as) => onShow({ as: as === "grid" ? "grid" : null })}
      />
    </div>
  );
}

interface FileInputProps {
  inputRef: React.RefObject<HTMLInputElement | null>;
  label: string;
  isFolder?: boolean;
  onFiles: (files: readonly File[]) => void;
}

/** Files of a folder that are no documents are passed over. */
const READABLE = /\.(pdf|png|jpe?g|gif|webp|txt|csv|json)$/i;

function FileInput({ inputRef, label, isFolder, onFiles }: FileInputProps) {
  return (
    <input
      ref={inputRef}
      type="file"
      multiple
      hidden
      aria-label={label}
      {...(isFolder ? { webkitdirectory: "" } : {})}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = "";
        onFiles(isFolder ? files.filter(({ name }) => READABLE.test(name)) : files);
      }}
    />
  );
}

function Uploads({ uploads, onClose }: { uploads: readonly Upload[]; onClose: (id: number) => void }) {
  if (!uploads.length) return null;
  const reading = uploads.filter(({ error }) => error === null);
  return (
    <div className={styles.uploads} role="status">
      {reading[0] && (
        <p className="small secondary">
          Reading {reading[0].name}
          {reading.length > 1 && `, ${reading.length - 1} more wait`}
        </p>
      )}
      {uploads
        .filter(({ error }) => error !== null)
        .map(({ id, name, error }) => (
          <Notice
            key={id}
            kind="bad"
            icon={CircleAlert}
            act={
              <IconButton
                icon={X}
                small
                label={`Close the notice about ${name}`}
                onClick={() => onClose(id)}
              />
            }
          >
            <b className="medium">{name}</b>: {error}
          </Notice>
        ))}
    </div>
  );
}

function Nothing({ view, onAdd, onClear }: { view: View; onAdd: () => void; onClear: () => void }) {
  if (view.search || view.kind || view.year)
    return (
      <EmptyState
        icon={SearchX}
        title={view.search ? `No document has “${view.search}”` : "No document of this kind"}
        act={<Button onClick={onClear}>Clear the filters</Button>}
      >
        Names, notes and the text inside are searched.
      </EmptyState>
    );
  if (view.tab === "unlinked")
    return (
      <EmptyState icon={Files} title="Every document is linked">
        Documents that belong to no transaction, account or goal are listed here.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Files}
      title="No documents yet"
      act={
        <Button kind="primary" icon={Plus} onClick={onAdd}>
          Choose files
        </Button>
      }
    >
      Drop a receipt, statement or contract anywhere in this window.
    </EmptyState>
  );
}
