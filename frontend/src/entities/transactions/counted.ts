/** Which rows a figure of a report counts, so that it can lead to them. */

/** The id of money out without a category. */
export const NO_CATEGORY = 0;

/** The filter of the rows that a category counts; 0 is money out without a category. */
export function rowsOfCategory(id: number) {
  return id === NO_CATEGORY
    ? { uncategorized: true, search: "is:counted is:out" }
    : { category_id: id, search: "is:counted" };
}

/** The same for a main category with all below it. */
export function rowsOfParent(id: number) {
  return id === NO_CATEGORY ? rowsOfCategory(id) : { parent_category_id: id, search: "is:counted" };
}
