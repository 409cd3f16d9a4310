import { parse } from 'csv-parse/sync'

/**
 * The rows of a table beside a data set, by the names of its columns in small letters without blanks, `_` and `-`.
 * Commas, semicolons and tabs part its cells; a table that is none gives no rows.
 */
export function csvTable(text: string): Record<string, string>[] {
  const plain = (head: string): string => head.replaceAll(/[\s_-]/g, '').toLowerCase()
  try {
    return parse(text, {
      bom: true,
      columns: (heads: string[]) => heads.map(plain),
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    })
  } catch {
    return []
  }
}
