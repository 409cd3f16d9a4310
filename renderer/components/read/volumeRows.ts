import type { CardiacFunction } from '#shared/domain/evaluation'

type Name = keyof CardiacFunction
export type Reasons = Readonly<Partial<Record<Name, string | null>>>

/** One line of the volumes table: LV and RV values with their unit; null where it cannot be had. */
export interface VolumeRow {
  readonly name: 'edv' | 'esv' | 'sv' | 'ef' | 'mass'
  readonly unit: 'ml' | '%' | 'g'
  readonly digits: number
  readonly lv: number | null
  /** Undefined: not defined for this ventricle. */
  readonly rv: number | null | undefined
}

const stroke = (edv: number | null, esv: number | null) => (edv === null || esv === null ? null : edv - esv)

/** The lines of the volumes table from a heart's function; SV is EDV - ESV. */
export function volumeRows(f: CardiacFunction): VolumeRow[] {
  return [
    { name: 'edv', unit: 'ml', digits: 1, lv: f.edvMl, rv: f.rvEdvMl },
    { name: 'esv', unit: 'ml', digits: 1, lv: f.esvMl, rv: f.rvEsvMl },
    { name: 'sv', unit: 'ml', digits: 1, lv: stroke(f.edvMl, f.esvMl), rv: stroke(f.rvEdvMl, f.rvEsvMl) },
    { name: 'ef', unit: '%', digits: 0, lv: f.efPercent, rv: f.rvEfPercent },
    { name: 'mass', unit: 'g', digits: 0, lv: f.massG, rv: undefined },
  ]
}

/**
 * The sentences that say why numbers are missing, those of the LV first (R-RD-8). A missing EF speaks for the volumes that it would be
 * made of.
 */
export function missingReasons(reasons: Reasons): string[] {
  const groups: Name[][] = [['efPercent', 'edvMl', 'esvMl'], ['massG'], ['rvEfPercent', 'rvEdvMl', 'rvEsvMl']]
  return groups.flatMap((names) => names.map((name) => reasons[name]).find((reason) => reason) ?? [])
}
