import { useState } from "react";
import { count } from "@/kit/words";
import { SelectField } from "@/ui/form-fields";
import tagStyles from "@/ui/tag.module.css";
import styles from "../categories.module.css";
import { findMappings, MATCHES, type Mapping, matchWords } from "../model";
import { MAPPINGS, useMappings } from "../queries";
import { RuleDialog } from "./rule-dialog";
import { type DialogProps, Rules } from "./rule-list";

const patternOf = (mapping: Mapping) => mapping.merchant_pattern;

/** Which merchants go to which category: learned from what is confirmed, or added by hand. */
export function MerchantRules({ isAdding, onAdded }: { isAdding: boolean; onAdded: () => void }) {
  return (
    <Rules
      label="Merchant rules"
      kind="merchants"
      className={styles.merchantRules}
      path={MAPPINGS}
      rules={useMappings()}
      patternOf={patternOf}
      find={findMappings}
      empty="Rules are learned from what you confirm in Review. You can also add your own."
      note={({ match }) =>
        match !== "word" && <span className={tagStyles.tag}>{matchWords(match).toLowerCase()}</span>
      }
      after={[
        {
          className: styles.learned,
          head: "Learned",
          cell: ({ is_seeded, confidence }) => (
            <span className="small secondary">
              {is_seeded && !confidence ? "starter list" : `confirmed ${count(confidence, "time")}`}
            </span>
          ),
        },
      ]}
      Dialog={MerchantRuleDialog}
      isAdding={isAdding}
      onAdded={onAdded}
    />
  );
}

function MerchantRuleDialog({ rule, actions, onClose }: DialogProps<Mapping>) {
  const [match, setMatch] = useState<Mapping["match"]>(rule?.match ?? "word");
  return (
    <RuleDialog
      name="merchant rule"
      path={MAPPINGS}
      actions={actions}
      id={rule?.id ?? null}
      pattern={rule?.merchant_pattern ?? ""}
      category={rule?.category_short_desc ?? null}
      toRule={(merchant_pattern) => ({ merchant_pattern, match })}
      fields={() => null}
      beside={<SelectField label="Match" value={match} onChange={setMatch} options={MATCHES} />}
      onClose={onClose}
    />
  );
}
