import type { readerAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import { inspectDataset } from '#electron/datasets/inspectDataset'
import { judgeLabels } from '#electron/datasets/labels/judgeLabels'
import { caseBelow, labelExample } from '#electron/datasets/labels/labelExample'
import { labelSurvey } from '#electron/datasets/labels/labelSurvey'
import { fixedReader } from '#electron/datasets/fixes/fixedReader'
import { openCase } from '#electron/datasets/openCase'
import { makePhantoms } from '#electron/phantoms/makePhantoms'
import { abortSignalOf } from '../abortSignalOf'
import { canonicalMask } from '../canonicalMask'
import { drawnLabels } from '../drawnLabels'
import { datasetHandlers, unfixed } from './datasetHandlers'
import { exportHandlers } from './exportHandlers'
import { exportMasks } from './exportMasks'
import { OpenCases } from './openCases'
import { pauseGate } from './pauseGate'
import { scanInBatches } from './scanInBatches'
import { thumbnail } from './thumbnail'
import { trainingHandlers } from './trainingHandlers'

/** Open cases together hold at most this much. */
const openLimitBytes = 768 * 2 ** 20

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

/** All that the reading child answers. A hostile file fails its own question with a coded fault, never the child. */
export function readerHandlers(): AllHandlers<typeof readerAreas> {
  const cases = new OpenCases(openCase, openLimitBytes)
  const pause = pauseGate()
  return {
    reading: {
      scan: (order, { progress, signal }) =>
        scanInBatches(order, progress, abortSignalOf(signal), (stop) => pause.wait(stop)),
      pauseScans: async ({ paused }) => pause.set(paused),
      open: async ({ source }) => (await cases.reader(source)).opened,
      close: ({ id }) => cases.close(id),
      frame: async ({ source, slice, phase }) => {
        const { header, values } = await (await cases.reader(source)).frame(slice, phase)
        return { header, bytes: bytesOf(values) }
      },
      thumbnail: async ({ source }) => {
        const reader = await openCase(source) // not kept: a scan of a thousand cases must not push out the one that is read
        try {
          const { columns, rows, grey } = await thumbnail(reader)
          return { header: { columns, rows }, bytes: grey }
        } finally {
          reader.close()
        }
      },
      labels: async ({ source, phase }) => {
        const reader = fixedReader(await unfixed(cases, source), source)
        const { slices, rows, columns } = reader.opened.grid
        const labels = (await reader.labels(phase)) ?? new Uint8Array(slices * rows * columns)
        return { header: { slices, rows, columns }, bytes: labels }
      },
      maskFile: async ({ source, file }) => {
        const reader = await cases.reader(source)
        const { slices, rows, columns } = reader.opened.grid
        return { header: { slices, rows, columns }, bytes: await canonicalMask(file, reader) }
      },
      rasterise: async ({ source, phase, contours }) => {
        const { grid } = (await cases.reader(source)).opened
        const header = { slices: grid.slices, rows: grid.rows, columns: grid.columns }
        return { header, bytes: drawnLabels(contours, grid, phase) }
      },
      exportMasks: async ({ source, contours, folder }) => ({
        files: await exportMasks(await cases.reader(source), contours, folder),
      }),
      labelSurvey: ({ folder }, { progress, signal }) =>
        labelSurvey(folder, { onProgress: progress, signal: abortSignalOf(signal) }),
      labelExample: async ({ folder, study, slice }) => {
        const { rows, columns, grey, values } = await labelExample(await caseBelow(folder, study), slice)
        const bytes = new Uint8Array(grey.length + values.byteLength)
        bytes.set(grey)
        bytes.set(bytesOf(values), grey.length)
        return { header: { rows, columns }, bytes }
      },
      judgeLabels: async ({ folder, study, map }) => judgeLabels(await caseBelow(folder, study), map),
      inspectDataset: ({ folder }, { progress, signal }) =>
        inspectDataset(folder, { onProgress: progress, signal: abortSignalOf(signal) }),
      ...datasetHandlers(cases),
      ...exportHandlers(),
      ...trainingHandlers(),
      makePhantoms: (options, { progress, signal }) =>
        makePhantoms({ ...options, onProgress: progress, signal: abortSignalOf(signal) }),
    },
  }
}
