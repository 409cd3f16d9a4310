import { counted } from '#shared/domain/counted'
import path from 'node:path'
import type { Finding, PhaseFigures } from '#shared/domain/datasetCheck'
import type { PhaseName } from '#shared/domain/labelFix'
import { ignoredLabel, isStructure, regionIds, regions, type RegionId } from '#shared/domain/structures'
import { components } from '#shared/geometry/components'
import { inPlaneNeighbours, islands } from '#shared/geometry/mendLabels'
import type { VolumeShape, VolumeSpacingMm } from '#shared/geometry/volumeShape'

export interface CheckedLabels {
  readonly phase: PhaseName
  /** Canonical, [Z, Y, X]. */
  readonly labels: Uint8Array
  readonly shape: VolumeShape
  readonly spacingMm: VolumeSpacingMm
  /** What the source labels here. */
  readonly labelled: readonly RegionId[]
  readonly file: string | null
  readonly caseName: string
}

const [rv, wall, cavity] = [
  regions['rv-cavity'].label,
  regions['lv-myocardium'].label,
  regions['lv-cavity'].label,
]

/** Counts of one labelled phase. */
export function phaseFigures({ labels, shape, spacingMm, labelled }: CheckedLabels): PhaseFigures {
  const plane = shape[1] * shape[2]
  const pixels = new Uint32Array(256)
  const slices = new Uint32Array(256)
  let labelledSlices = 0
  for (let from = 0; from < labels.length; from += plane) {
    const here = new Uint32Array(256)
    for (let i = from; i < from + plane; i++) here[labels[i]!]!++
    here.forEach((count, label) => {
      pixels[label]! += count
      if (count > 0) slices[label]!++
    })
    if (here[0]! + here[ignoredLabel]! < plane) labelledSlices++
  }
  const ofEach = (value: (label: number) => number): Partial<Record<RegionId, number>> =>
    Object.fromEntries(labelled.map((id) => [id, value(regions[id].label)]))
  const voxelMl = (spacingMm.x * spacingMm.y * spacingMm.z) / 1000
  return {
    regions: [...labelled],
    pixels: ofEach((label) => pixels[label]!),
    slices: ofEach((label) => slices[label]!),
    volumesMl: ofEach((label) => pixels[label]! * voxelMl),
    labelledSlices,
  }
}

/** What is wrong with the labels of one phase (R-DS-4); one finding a kind, at its worst slice. */
export function labelFindings(checked: CheckedLabels): Finding[] {
  const { phase, labels, file, labelled } = checked
  const name = file === null ? `${checked.caseName} (${phase.toUpperCase()} mask)` : path.basename(file)
  const about = { phase, file } as const
  if (!labels.some(isStructure))
    return [
      {
        kind: 'empty-mask',
        severity: 'warning',
        ...{ ...about, slice: null, region: null },
        text: `${name} is empty: none of its ${labels.length} voxels has a label.`,
        reason: 'It would teach that there is no heart. "Not labelled" leaves the phase out instead.',
        fix: { kind: 'drop-phase', phase },
      },
    ]
  const order = labelOrder(checked, name)
  if (order) return [order]
  return [
    ...holes(checked, name),
    ...strayPieces(checked, name),
    ...(labelled.includes('lv-myocardium') ? openWalls(checked, name) : []),
    ...atBorder(checked, name),
  ]
}

/** Edges between pixels of a label and each other label, in plane. */
function edges({ labels, shape }: CheckedLabels, of: number): Uint32Array {
  const counts = new Uint32Array(256)
  labels.forEach((label, at) => {
    if (label !== of) return
    for (const next of inPlaneNeighbours(at, shape)) if (labels[next] !== of) counts[labels[next]!]!++
  })
  return counts
}

/** An RV that lies in a ring of myocardium is an LV cavity by another name (X23). */
function labelOrder(checked: CheckedLabels, name: string): Finding | null {
  const all = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0)
  const ofRv = edges(checked, rv)
  const ofCavity = edges(checked, cavity)
  const inWall = all(ofRv) > 0 ? ofRv[wall]! / all(ofRv) : 0
  const [toRv, walled] =
    all(ofCavity) > 0 ? [ofCavity[rv]! / all(ofCavity), ofCavity[wall]! / all(ofCavity)] : [0, 1]
  const percent = (share: number) => `${Math.round(100 * share)} %`
  const about =
    inWall > 0.8
      ? `${percent(inWall)} of the edge of its RV cavity lies in myocardium`
      : toRv > 0.5
        ? `${percent(toRv)} of the edge of its LV cavity touches the RV cavity`
        : walled < 0.2 && checked.labelled.includes('lv-myocardium')
          ? `only ${percent(walled)} of the edge of its LV cavity touches myocardium`
          : null
  if (about === null) return null
  return {
    kind: 'label-order',
    severity: 'blocker',
    ...{ phase: checked.phase, file: checked.file, slice: null, region: null, fix: null },
    text: `The structures of ${name} lie as no heart's do: ${about}.`,
    reason:
      'Its values were probably written in another order, such as LV, myocardium, RV instead of RV, myocardium, LV.',
  }
}

const areaText = (mm2: number): string => `${mm2 < 10 ? mm2.toFixed(1) : Math.round(mm2)} mm²`

function holes({ labels, shape, spacingMm, phase, file }: CheckedLabels, name: string): Finding[] {
  const [slices, rows, columns] = shape
  const plane = rows * columns
  const found: { slice: number; areaMm2: number }[] = []
  for (let slice = 0; slice < slices; slice++) {
    const here = labels.subarray(slice * plane, (slice + 1) * plane)
    if (!here.some(isStructure)) continue
    const { numbers, sizes } = components(
      here.map((label) => (label === 0 ? 1 : 0)),
      [1, rows, columns],
      6,
    )
    const outside = new Set<number>([0])
    for (let x = 0; x < columns; x++) outside.add(numbers[x]!).add(numbers[plane - columns + x]!)
    for (let y = 0; y < rows; y++) outside.add(numbers[y * columns]!).add(numbers[(y + 1) * columns - 1]!)
    sizes.forEach((size, number) => {
      if (!outside.has(number)) found.push({ slice, areaMm2: size * spacingMm.x * spacingMm.y })
    })
  }
  const largest = found.toSorted((a, b) => b.areaMm2 - a.areaMm2)[0]
  if (!largest) return []
  return [
    {
      kind: 'hole',
      severity: 'warning',
      ...{ phase, file, slice: largest.slice, region: null },
      text: `${name} has ${counted(found.length, 'hole')}; the largest measures ${areaText(largest.areaMm2)}, on slice ${largest.slice + 1}.`,
      reason: 'Enclosed pixels were missed when the structure was drawn.',
      fix: { kind: 'fill-holes', phase },
    },
  ]
}

function strayPieces({ labels, shape, spacingMm, phase, file }: CheckedLabels, name: string): Finding[] {
  const found = islands(labels, shape, spacingMm, cavity)
  const largest = found.toSorted((a, b) => b.areaMm2 - a.areaMm2)[0]
  if (!largest) return []
  const region = regionIds.find((id) => regions[id].label === largest.label) ?? null
  return [
    {
      kind: 'island',
      severity: 'warning',
      ...{ phase, file, slice: largest.slice, region },
      text: `${name} has ${counted(found.length, 'island')}; the largest is ${region ? regions[region].name : 'a piece'} of ${areaText(largest.areaMm2)}, on slice ${largest.slice + 1}.`,
      reason: 'A stray brush stroke, or a piece that was meant to be erased.',
      fix: { kind: 'drop-islands', phase },
    },
  ]
}

/** The LV cavity touches what is neither itself nor wall, on slices that have a wall. */
function openWalls({ labels, shape, spacingMm, phase, file }: CheckedLabels, name: string): Finding[] {
  const plane = shape[1] * shape[2]
  const openBySlice = new Map<number, number>()
  for (let slice = 0; slice < shape[0]; slice++) {
    const here = labels.subarray(slice * plane, (slice + 1) * plane)
    if (!here.includes(wall)) continue
    let open = 0
    here.forEach((label, i) => {
      if (label !== cavity) return
      const at = slice * plane + i
      if (inPlaneNeighbours(at, shape).some((next) => labels[next] === 0)) open++
    })
    if (open > 0) openBySlice.set(slice, open)
  }
  const worst = [...openBySlice].sort(([, a], [, b]) => b - a)[0]
  if (!worst) return []
  const all = [...openBySlice.values()].reduce((sum, count) => sum + count, 0)
  return [
    {
      kind: 'endo-outside-epi',
      severity: 'warning',
      ...{ phase, file, slice: worst[0], region: 'lv-myocardium' },
      text: `In ${name} the LV endocardium lies on or outside the epicardium on ${counted(openBySlice.size, 'slice')}: ${areaText(all * spacingMm.x * spacingMm.y)} of cavity have no wall, most on slice ${worst[0] + 1}.`,
      reason: 'The two contours cross, or the wall was left open.',
      fix: { kind: 'close-wall', phase },
    },
  ]
}

function atBorder({ labels, shape, phase, file }: CheckedLabels, name: string): Finding[] {
  const [slices, rows, columns] = shape
  const touching: number[] = []
  for (let slice = 0; slice < slices; slice++) {
    const at = (y: number, x: number) => isStructure(labels[(slice * rows + y) * columns + x]!)
    let isTouching = false
    for (let x = 0; x < columns; x++) isTouching ||= at(0, x) || at(rows - 1, x)
    for (let y = 0; y < rows; y++) isTouching ||= at(y, 0) || at(y, columns - 1)
    if (isTouching) touching.push(slice)
  }
  if (touching.length === 0) return []
  return [
    {
      kind: 'border',
      severity: 'warning',
      ...{ phase, file, slice: touching[0]!, region: null, fix: null },
      text: `${name} touches the border of its ${rows} × ${columns} pixel image on ${counted(touching.length, 'slice')}, first on slice ${touching[0]! + 1}.`,
      reason: 'The heart is cut off by the field of view, or the mask is shifted.',
    },
  ]
}
