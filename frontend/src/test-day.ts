// Every test runs on the same day.
import { setToday } from "@/kit/dates";

setToday("2026-11-21");
