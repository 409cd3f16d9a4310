import type { Grid, Orientation } from '#shared/domain/grid'
import type { GeometryWarning } from '#shared/domain/study'
import type { Vector } from '#electron/formats/dicom/dicomGeometry'
import { inPhases } from './stackPhases'
import type { StackFrame } from './stackFrame'

/** A slice × phase grid of frames; null where one is missing. */
export interface Stack {
  readonly grid: Grid
  readonly places: readonly (readonly (StackFrame | null)[])[]
  readonly warnings: readonly GeometryWarning[]
}

/** Positions closer than this along the normal are one slice, mm. */
const sameSliceMm = 0.1

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const reversed = (v: Vector): Vector => [0 - v[0], 0 - v[1], 0 - v[2]]
const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

/** From the base of the heart to its apex in LPS: to the left, forwards and down, as it lies in nearly everyone. */
const apexwards: Vector = [0.62, -0.55, -0.56]

/**
 * Builds the grid of one series. Slices follow the projection of Image Position on the normal (never SliceLocation, file
 * names or instance numbers: X9), base first; phases follow trigger time, then instance number. The slice spacing is the
 * distance of the positions, whatever the thickness says (X10). Gaps, uneven steps, duplicates and missing frames are
 * warned of and stay visible as nulls (X11). `frames` share size, spacing and orientation.
 */
export function stackGrid(frames: readonly StackFrame[]): Stack {
  const first = frames[0]
  if (!first) throw new Error('A grid needs a frame')
  const warnings: GeometryWarning[] = []
  const warn = (code: string, text: string): void => void warnings.push({ code, text })
  const { row, column } = first.geometry
  const slices = row && column ? bySlice(frames, row, column) : null
  if (!slices)
    warn(
      'POSITION_UNKNOWN',
      'The files do not say where the images lie: they are shown in the order of their numbers.',
    )

  const distances = slices?.map((slice) => slice.atMm) ?? [0]
  const pitchMm = pitch(distances, first, warn)
  const { places, phases } = inPhases(slices?.map((slice) => slice.frames) ?? [[...frames]], warn)
  const spacing = first.geometry.spacingMm
  if (!spacing)
    warn(
      'UNCALIBRATED',
      first.header.detectorSpacing
        ? 'Uncalibrated: only the spacing on the detector is given. One pixel is taken as 1 mm.'
        : 'Uncalibrated: the files give no pixel size. One pixel is taken as 1 mm; no length or volume can be trusted.',
    )
  const lead = places.find((slice) => slice.every(Boolean)) ?? places[0]!
  const times = lead.map((frame) => frame?.geometry.triggerMs ?? null)
  const reliable = phases > 1 && times.every((time, i) => time !== null && (i === 0 || time > times[i - 1]!))
  return {
    grid: {
      columns: first.header.columns,
      rows: first.header.rows,
      slices: places.length,
      phases,
      spacingMm: { x: spacing?.x ?? 1, y: spacing?.y ?? 1, z: Math.round(pitchMm * 1e4) / 1e4 },
      orientation: slices && row && column ? orientation(slices, row, column) : null,
      phaseTimesMs: reliable ? times.map((time) => time! - times[0]!) : null,
    },
    places,
    warnings,
  }
}

interface Slice {
  /** Along the direction in which the slices run, mm. */
  readonly atMm: number
  readonly frames: StackFrame[]
}

/** Frames that lie in one plane, base first; null where a frame does not say where it lies. */
function bySlice(frames: readonly StackFrame[], row: Vector, column: Vector): Slice[] | null {
  const across = cross(row, column)
  const normal = dot(across, apexwards) < 0 ? reversed(across) : across
  const placed: { atMm: number; frame: StackFrame }[] = []
  for (const frame of frames) {
    if (!frame.geometry.positionMm) return null
    placed.push({ atMm: dot(frame.geometry.positionMm, normal), frame })
  }
  placed.sort((a, b) => a.atMm - b.atMm)
  const slices: Slice[] = []
  for (const { atMm, frame } of placed) {
    const last = slices.at(-1)
    if (last && atMm - last.atMm < sameSliceMm) last.frames.push(frame)
    else slices.push({ atMm, frames: [frame] })
  }
  return slices
}

function orientation(slices: readonly Slice[], row: Vector, column: Vector): Orientation | null {
  const across = cross(row, column)
  const origin = slices[0]?.frames[0]?.geometry.positionMm
  if (!origin) return null
  return {
    row: [...row],
    column: [...column],
    normal: [...(dot(across, apexwards) < 0 ? reversed(across) : across)],
    originMm: [...origin],
  }
}

function pitch(
  distances: readonly number[],
  first: StackFrame,
  warn: (code: string, text: string) => void,
): number {
  if (distances.length < 2) {
    // Of one slice alone the file's word is all there is (datasets.md B1.10).
    const between = Math.abs(first.geometry.betweenSlicesMm ?? 0)
    if (between > 0) return between
    const thickness = first.geometry.thicknessMm
    if (thickness && thickness > 0) return thickness
    warn(
      'THICKNESS_UNKNOWN',
      'The slice thickness is not given: 1 mm is taken, and no volume can be trusted.',
    )
    return 1
  }
  const steps = distances.slice(1).map((at, i) => at - distances[i]!)
  const usual = median(steps)
  const tolerance = Math.max(0.1, 0.02 * usual)
  steps.forEach((step, i) => {
    if (Math.abs(step - usual) <= tolerance) return
    const where = `Slices ${i + 1} and ${i + 2} are ${step.toFixed(1)} mm apart, the others ${usual.toFixed(1)} mm`
    const missing = Math.round(step / usual) - 1
    const whole = missing >= 1 && Math.abs(step - (missing + 1) * usual) <= tolerance
    if (whole)
      warn(
        'SLICE_GAP',
        `${where}: ${missing} ${missing === 1 ? 'slice is' : 'slices are'} missing between them.`,
      )
    else warn('SPACING_UNEVEN', `${where}. Volumes assume even spacing.`)
  })
  return usual
}
