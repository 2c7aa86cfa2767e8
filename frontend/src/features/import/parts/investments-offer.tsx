import { TrendingUp } from "lucide-react";
import { useNavigate } from "react-router";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { useInvestmentsOffer, useOpenAsInvestments } from "../queries";

const FORMATS: ReadonlySet<string> = new Set(["OFX", "QIF"]);

/** Purchases, sales and holdings in a file belong to Investments; one press takes them there. */
export function InvestmentsOffer({ statementId }: { statementId: number }) {
  const { data } = useInvestmentsOffer(statementId);
  const { mutate, isPending } = useOpenAsInvestments();
  const navigate = useNavigate();
  const known = data?.recognised_as;
  if (!known) return null;
  return (
    <Notice
      icon={TrendingUp}
      act={
        <Button
          small
          disabled={isPending}
          onClick={() =>
            mutate(statementId, { onSuccess: ({ id }) => void navigate(`/investments/import?id=${id}`) })
          }
        >
          Import as investments
        </Button>
      }
    >
      {FORMATS.has(known)
        ? "This file also has activities or holdings of an investment account."
        : `This is a file of ${known}. Purchases, sales and dividends belong to Investments.`}
    </Notice>
  );
}
