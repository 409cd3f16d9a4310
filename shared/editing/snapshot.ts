import { z } from '#shared/domain/schema'
import { Contour, contourKey } from '#shared/domain/contour'
import { Edit, ReviewState, type Segmentation } from '#shared/domain/segmentation'
import type { Edited } from './history'

const StoredSegmentation = z.strictObject({
  contours: z.array(Contour),
  marks: z.strictObject({
    ed: z.number().int().nonnegative().nullable(),
    es: z.number().int().nonnegative().nullable(),
  }),
  excluded: z.array(z.string()),
  flagged: z.array(z.string()),
  review: ReviewState,
})

const Snapshot = z.strictObject({
  schema: z.literal('septum-snapshot/1'),
  segmentation: StoredSegmentation,
  history: z.strictObject({ done: z.array(Edit), undone: z.array(Edit) }),
})

/**
 * A segmentation as JSON, in an order of its own: equal segmentations give equal bytes, whatever was edited on the way
 * (R-UN-7). Points are in pixels, phases and slices from 0.
 */
export const segmentationText = (segmentation: Segmentation): string => JSON.stringify(stored(segmentation))

function stored(segmentation: Segmentation): z.infer<typeof StoredSegmentation> {
  const byKey = (a: Contour, b: Contour) => (contourKey(a) < contourKey(b) ? -1 : 1)
  return {
    contours: [...segmentation.contours.values()]
      .toSorted(byKey)
      .map(({ boundary, slice, phase, rings, knots, state, source, author }) => ({
        boundary,
        slice,
        phase,
        rings,
        knots,
        state,
        source,
        author,
      })),
    marks: { ed: segmentation.marks.ed, es: segmentation.marks.es },
    excluded: [...segmentation.excluded].toSorted(),
    flagged: [...segmentation.flagged].toSorted(),
    review: segmentation.review,
  }
}

/** A segmentation with its whole history as JSON: `<id>.snapshot.json` (decisions 5). */
export const snapshotText = ({ segmentation, history }: Edited): string =>
  JSON.stringify({ schema: 'septum-snapshot/1', segmentation: stored(segmentation), history })

/** What `snapshotText` wrote, or null when the text is anything else: the journal is then read from its start. */
export function parsedSnapshot(text: string): Edited | null {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return null
  }
  const parsed = Snapshot.safeParse(json)
  if (!parsed.success) return null
  const { segmentation, history } = parsed.data
  return {
    segmentation: {
      contours: new Map(segmentation.contours.map((contour) => [contourKey(contour), contour])),
      marks: segmentation.marks,
      excluded: new Set(segmentation.excluded),
      flagged: new Set(segmentation.flagged),
      review: segmentation.review,
    },
    history,
  }
}
