/** Rows and categories for tests: name what matters, the rest is filled in. */
import type { Category, Preview, Transaction } from "@/api/types";

let ids = 0;

export function makeRow(some: Partial<Transaction> = {}): Transaction {
  ids += 1;
  return {
    id: ids,
    account_id: 1,
    account_name: "Everyday",
    on: "2026-11-20",
    authorized_on: null,
    description: "POS DEBIT HARVEST LANE MKT",
    merchant_name: "Harvest Lane Market",
    merchant_key: "harvest lane",
    amount_minor: 8412,
    currency: "USD",
    original_amount_minor: null,
    original_currency: null,
    balance_minor: null,
    category_id: null,
    category_name: null,
    category_short_desc: null,
    parent_category_name: null,
    category_color: null,
    predicted_category_id: 11,
    predicted_category_name: "Groceries",
    predicted_category_short_desc: "groceries",
    predicted_parent_category_name: "Food",
    predicted_category_color: "#3b9a89",
    status: "pending_review",
    source: "csv_import",
    categorization_tier: "model",
    prediction_confidence: 0.91,
    reason: null,
    notes: null,
    is_pending: false,
    is_internal: false,
    is_excluded: false,
    is_flagged: false,
    own_minor: null,
    shared_with: null,
    import_id: null,
    locked_fields: [],
    created_at: "2026-11-20T07:12:00Z",
    updated_at: "2026-11-20T07:12:00Z",
    tags: [],
    splits: [],
    ...some,
  };
}

export function makeCategory(some: Partial<Category> & { display_name: string }): Category {
  ids += 1;
  return {
    id: ids,
    short_desc: some.display_name.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
    parent_id: null,
    parent_short_desc: null,
    parent_name: null,
    color: "#3b9a89",
    kind: "expense",
    is_income: false,
    is_recurring: false,
    is_archived: false,
    position: ids,
    transaction_count: 0,
    ...some,
  };
}

export function makeChild(parent: Category, display_name: string, some: Partial<Category> = {}): Category {
  return makeCategory({
    display_name,
    parent_id: parent.id,
    parent_short_desc: parent.short_desc,
    parent_name: parent.display_name,
    kind: parent.kind,
    ...some,
  });
}

/** What a file would do: one new row, its account known, nothing open. */
export function makePreview(some: Partial<Preview> = {}): Preview {
  ids += 1;
  return {
    id: ids,
    status: "previewed",
    filename: "october.csv",
    size: 400,
    format: "csv",
    layout: "generic",
    confidence: 1,
    needs_mapping: false,
    questions: [],
    column_mapping: null,
    columns: [],
    currency: "USD",
    account: { id: 1, name: "Everyday" },
    account_reason: null,
    account_candidates: [],
    account_hint: null,
    account_type_hint: null,
    part: null,
    part_label: null,
    siblings: [],
    name_hint: null,
    institution_hint: null,
    balances: [],
    warnings: [],
    counts: { total: 1, new: 1, repeated: 0, doubtful: 0, unreadable: 0, left_out: 0 },
    out_minor: 1000,
    in_minor: 0,
    sums: [{ currency: "USD", out_minor: 1000, in_minor: 0 }],
    first_on: "2026-10-01",
    last_on: "2026-10-01",
    previously: null,
    ...some,
  };
}
