/** Types of the HTTP interface, generated from docs/openapi.json by `npm run types`. */
export interface components {
    schemas: {
    Transaction: {
        id: number;
        account_id: number;
        account_name: string;
        on: string;
        authorized_on: string | null;
        description: string;
        merchant_name: string | null;
        merchant_key: string | null;
        amount_minor: number;
        currency: string;
        original_amount_minor: number | null;
        original_currency: string | null;
        balance_minor: number | null;
        category_id: number | null;
        category_name: string | null;
        category_short_desc: string | null;
        parent_category_name: string | null;
        category_color: string | null;
        predicted_category_id: number | null;
        predicted_category_name: string | null;
        predicted_category_short_desc: string | null;
        predicted_parent_category_name: string | null;
        predicted_category_color: string | null;
        status: "pending_review" | "pending_save" | "confirmed" | "auto_confirmed";
        source: "csv_import" | "file_import" | "plaid" | "simplefin" | "manual" | "archive";
        categorization_tier: "amount_rule" | "merchant_map" | "rule" | "model" | "ai" | "user" | "import" | "unmatched" | null;
        prediction_confidence: number | null;
        reason: string | null;
        notes: string | null;
        is_pending: boolean;
        is_internal: boolean;
        is_excluded: boolean;
        import_id: number | null;
        locked_fields: string[];
        created_at: string;
    };
    CurrencySums: {
        currency: string;
        out_minor: number;
        in_minor: number;
    };
    TransactionPage: {
        items: components["schemas"]["Transaction"][];
        next_cursor: string | null;
        total: number;
        sums: components["schemas"]["CurrencySums"][] | null;
    };
    YearCount: {
        year: number;
        total: number;
        pending: number;
    };
    SourceRow: {
        import_id: number | null;
        filename: string | null;
        line_no: number | null;
        raw: string;
        fate: string;
        reason: string | null;
        arrived_at: string;
    };
    WhyStep: {
        tier: string;
        outcome: "decided" | "passed" | "suggested";
        reason: string;
        category_short_desc: string | null;
        confidence: number | null;
    };
    LedgerEntry: {
        at: string;
        fate: string;
        reason: string | null;
        source: string;
        filename: string | null;
        line_no: number | null;
    };
    Why: {
        transaction: components["schemas"]["Transaction"];
        source_row: components["schemas"]["SourceRow"] | null;
        steps: components["schemas"]["WhyStep"][];
        earlier: components["schemas"]["Transaction"][];
        ledger: components["schemas"]["LedgerEntry"][];
    };
    Similar: {
        items: components["schemas"]["Transaction"][];
        total: number;
    };
    Category: {
        id: number;
        short_desc: string;
        display_name: string;
        parent_id: number | null;
        parent_short_desc: string | null;
        parent_name: string | null;
        color: string | null;
        kind: "expense" | "income" | "transfer";
        is_income: boolean;
        is_recurring: boolean;
        is_archived: boolean;
        position: number;
        transaction_count: number;
    };
    Account: {
        id: number;
        name: string;
        official_name: string | null;
        institution: string | null;
        mask: string | null;
        account_type: "checking" | "savings" | "credit" | "loan" | "investment" | "cash" | "asset" | "liability";
        currency: string;
        balance_current_minor: number | null;
        balance_available_minor: number | null;
        balance_limit_minor: number | null;
        balance_updated_at: string | null;
        is_hidden: boolean;
        closed_on: string | null;
        position: number;
        connection_status: string;
        earliest_transaction: string | null;
        latest_transaction: string | null;
        transaction_count: number;
        pending_count: number;
    };
    Stats: {
        total_transactions: number;
        pending_review: number;
        pending_save: number;
        confirmed: number;
        deleted: number;
    };
    AppWarning: {
        code: string;
        message: string;
    };
    AppInfo: {
        version: string;
        is_demo: boolean;
        data_folder: string;
        is_empty: boolean;
        secret_storage: "keychain" | "file";
        base_currency: string;
        warnings: components["schemas"]["AppWarning"][];
    };
    Learned: {
        pattern: string;
        count: number;
        category_short_desc: string;
    };
    Reviewed: {
        status: string;
        transaction: components["schemas"]["Transaction"];
        learned: components["schemas"]["Learned"] | null;
        similar_total: number;
        change_id: number | null;
    };
    Staged: {
        status: string;
        transaction: components["schemas"]["Transaction"];
        change_id: number | null;
    };
    BulkReviewed: {
        status: string;
        updated: number;
        skipped: number;
        change_id: number | null;
    };
    BulkStaged: {
        status: string;
        staged: number;
        skipped: number;
        change_id: number | null;
    };
    Committed: {
        status: string;
        committed: number;
        mappings_updated: number;
        change_id: number | null;
    };
    Reverted: {
        status: string;
        reverted: number;
        change_id: number | null;
    };
    TierCounts: {
        amount_rule: number;
        merchant_map: number;
        rule: number;
        model: number;
        ai: number;
        none: number;
    };
    BatchCategorized: {
        processed: number;
        auto_staged: number;
        predicted: number;
        unmatched: number;
        total_eligible: number;
        by_tier: components["schemas"]["TierCounts"];
        change_id: number | null;
    };
    PredictionsCleared: {
        cleared: number;
        change_id: number | null;
    };
    SureAccepted: {
        status: string;
        staged: number;
        change_id: number | null;
    };
    Deleted: {
        status: string;
        deleted_id: number;
        change_id: number | null;
    };
    BulkDeleted: {
        status: string;
        count: number;
        transaction_ids: number[];
        deleted_ids: number[];
        change_id: number | null;
    };
    Change: {
        id: number;
        kind: string;
        summary: string;
        at: string;
        can_undo: boolean;
    };
    Undone: {
        status: string;
        summary: string;
        kept: number;
    };
    AccountChoice: {
        id: number;
        name: string;
        reason: string;
    };
    AccountRef: {
        id: number;
        name: string;
    };
    FateCounts: {
        total: number;
        new: number;
        repeated: number;
        doubtful: number;
        unreadable: number;
        left_out: number;
    };
    PreviewColumn: {
        index: number;
        header: string;
        samples: string[];
    };
    EarlierImport: {
        import_id: number;
        at: string;
    };
    ColumnMapping: {
        header_line: number | null;
        delimiter: string | null;
        encoding: string | null;
        date: number | null;
        date_format: string | null;
        description: number[];
        amount: number | null;
        debit: number | null;
        credit: number | null;
        sign: string | null;
        sign_column: number | null;
        decimal: string | null;
        balance: number | null;
        currency: number | null;
        category: number | null;
        payee: number | null;
        notes: number | null;
    };
    Preview: {
        id: number;
        status: "previewed" | "done" | "undone";
        filename: string;
        size: number;
        format: string;
        layout: string | null;
        confidence: number;
        needs_mapping: boolean;
        questions: string[];
        column_mapping: components["schemas"]["ColumnMapping"] | null;
        columns: components["schemas"]["PreviewColumn"][];
        currency: string | null;
        account: components["schemas"]["AccountRef"] | null;
        account_reason: string | null;
        account_candidates: components["schemas"]["AccountChoice"][];
        account_hint: string | null;
        account_type_hint: string | null;
        warnings: string[];
        counts: components["schemas"]["FateCounts"];
        out_minor: number;
        in_minor: number;
        first_on: string | null;
        last_on: string | null;
        previously: components["schemas"]["EarlierImport"] | null;
    };
    Twin: {
        transaction_id: number;
        on: string;
        description: string;
        amount_minor: number;
        account_name: string;
        source: string;
    };
    RowPrediction: {
        category_short_desc: string;
        category_name: string;
        color: string | null;
        tier: string;
        confidence: number;
    };
    ImportRow: {
        line_no: number | null;
        on: string | null;
        description: string;
        amount_minor: number | null;
        currency: string | null;
        fate: "new" | "repeated" | "doubtful" | "unreadable" | "left_out";
        reason: string | null;
        raw: string;
        twin: components["schemas"]["Twin"] | null;
        prediction: components["schemas"]["RowPrediction"] | null;
    };
    ImportRowPage: {
        items: components["schemas"]["ImportRow"][];
        next_cursor: string | null;
        total: number;
    };
    ImportResult: {
        import_id: number;
        status: string;
        added: number;
        repeated: number;
        doubtful: number;
        unreadable: number;
        left_out: number;
        auto_confirmed: number;
        predicted: number;
        unmatched: number;
        out_minor: number;
        in_minor: number;
        currency: string;
        account: components["schemas"]["AccountRef"];
    };
    ImportProgress: {
        phase: "reading" | "comparing" | "categorising" | "saving" | "idle";
        done: number;
        total: number;
    };
    KeptRow: {
        id: number;
        on: string;
        description: string;
        amount_minor: number;
    };
    ImportUndone: {
        status: string;
        removed: number;
        kept: components["schemas"]["KeptRow"][];
    };
    ImportHistoryItem: {
        id: number;
        filename: string;
        format: string;
        layout: string | null;
        account_id: number | null;
        account_name: string | null;
        status: "previewed" | "done" | "undone";
        added: number;
        repeated: number;
        doubtful: number;
        unreadable: number;
        left_out: number;
        created_at: string;
        undone_at: string | null;
        first_on: string | null;
        last_on: string | null;
    };
    Setting: {
        value: string | null;
        is_set: boolean;
        source: "database" | "env" | "default" | "not_set";
        label: string;
        help: string;
        group: string;
        is_secret: boolean;
        kind: "text" | "number" | "choice" | "switch";
        choices: string[];
    };
  };
}
