/** Canonical label, by place → M&Ms's value: 1 LV cavity, 2 myocardium, 3 RV cavity (datasets.md B1.6). */
export const mnmsValues: readonly number[] = [0, 3, 2, 1]
