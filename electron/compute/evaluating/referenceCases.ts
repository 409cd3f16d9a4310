import { cardiacRegions } from '#shared/domain/structures'
import type { CaseSource } from '#shared/domain/study'
import { labelMap, sameValues } from '#electron/datasets/labelMap'
import { openCase } from '#electron/datasets/openCase'
import { readNiftiHeader } from '#electron/formats/nifti/readNifti'
import { labelledCases } from '../training/labelledCases'
import { referenceOf } from '../segmenting/referenceOf'
import { regionsThat, type PhaseLabels, type PhaseRegions, type ScoredGrid } from '../segmenting/scoredCase'
import { masksBelow, type MaskFile } from './maskFiles'

/** One case of a reference; its labels are read when they are asked for. */
export interface ReferenceCase {
  readonly name: string
  readonly labels: () => Promise<{ pair: PhaseLabels; regions: PhaseRegions; grid: ScoredGrid }>
  /** Whether a prediction's file is meant for this case at this phase. */
  readonly matches: (mask: MaskFile, phase: 'ed' | 'es') => boolean
}

/** The cases of a reference folder: masks named as the predictions are, else the labelled cases of a data set. */
export async function casesOfReference(
  folder: string,
  predictions: readonly MaskFile[],
  signal: AbortSignal,
): Promise<ReferenceCase[]> {
  const masks = await masksBelow(folder)
  const stems = new Set(masks.map(({ stem }) => stem))
  const named = predictions.some(({ stem, frame }) => stems.has(stem) && frame === null)
  return named ? flatCases(masks) : (await labelledCases(folder, 'auto', signal)).map(dataSetCase)
}

function dataSetCase(source: CaseSource): ReferenceCase {
  const frames = new Map<'ed' | 'es', number>()
  return {
    name: source.name,
    labels: async () => {
      const reader = await openCase(source)
      try {
        const { ed, es } = reader.opened
        if (ed !== null) frames.set('ed', reader.frameNumber(ed))
        if (es !== null) frames.set('es', reader.frameNumber(es))
        const { labels: pair, regions, grid } = await referenceOf(reader)
        return { pair, regions: regionsThat(regions, isCardiac), grid }
      } finally {
        reader.close()
      }
    },
    matches: (mask, phase) =>
      mask.caseName === source.name && (mask.phase === phase || mask.frame === frames.get(phase)),
  }
}

const isCardiac = (region: string): boolean => cardiacRegions.some((id) => id === region)

const rule = { values: sameValues([0, 1, 2, 3]), layout: 'ACDC' } as const

/** Masks side by side: the suffix says the phase; one without is a volume by itself, scored as end-diastole. */
function flatCases(masks: readonly MaskFile[]): ReferenceCase[] {
  const names = [...new Set(masks.map(({ caseName }) => caseName))]
  return names.map((name) => {
    const of = (phase: 'ed' | 'es'): MaskFile | undefined =>
      masks.find((mask) => mask.caseName === name && (mask.phase ?? 'ed') === phase)
    return {
      name,
      matches: (mask, phase) => mask.stem === of(phase)?.stem,
      labels: async () => {
        const first = of('ed') ?? of('es')
        if (!first) throw new Error(`${name} has no mask`)
        const header = await readNiftiHeader(first.file)
        const [, slices, rows, columns] = header.shape
        const read = async (mask: MaskFile | undefined): Promise<Uint8Array | null> =>
          mask ? labelMap(mask.file, { ...rule, shape: header.shape, image: first.file }) : null
        return {
          pair: { ed: await read(of('ed')), es: await read(of('es')) },
          regions: { ed: cardiacRegions, es: cardiacRegions },
          grid: { slices, rows, columns, spacingMm: header.spacingMm },
        }
      },
    }
  })
}
