import type { inferenceAreas } from '#shared/ipc/children'
import type { AllHandlers } from '#shared/ipc/contract'
import type { CaseSource } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import { openCase } from '#electron/datasets/openCase'
import type { CaseReader } from '#electron/datasets/adapter'
import { listEngines } from '#electron/onnx/devices'
import { physicalCores } from '#electron/onnx/physicalCores'
import { meanScores } from '#models/metrics/meanScores'
import { abortSignalOf } from '../abortSignalOf'
import { engineOptionsOf } from '../engineOptionsOf'
import { inTurn } from '../inTurn'
import { exportModelFolder } from '../modelFolder/exportModelFolder'
import { importOnnx, triedModel } from '../modelFolder/importOnnx'
import { inspectOnnx } from '../modelFolder/inspectOnnx'
import { partOf } from '../modelFolder/partOf'
import { evaluatedCase } from '../segmenting/evaluatedCase'
import { pulse } from '../segmenting/pulse'
import { plannedStart } from '../transfer/plannedStart'
import { catalogueRows, modelDescription } from './catalogueRows'
import { ExperimentMemory } from './experimentMemory'
import { maskedVolumes } from './maskedVolumes'
import { predictedContours } from './predictedContours'
import { scoredContours } from './scoredContours'
import { SentMetrics } from './sentMetrics'
import { WarmModels } from './warmModels'

async function withCase<T>(source: CaseSource, work: (reader: CaseReader) => Promise<T>): Promise<T> {
  const reader = await openCase(source)
  try {
    return await work(reader)
  } finally {
    reader.close()
  }
}

const unmarked = (name: string) =>
  new SeptumError('CASE_INCOMPLETE', { case: name, reason: 'its end-diastole and end-systole are not known' })

/** All that the inference child answers. The engine has one thread: what computes takes its turn. */
export function inferenceHandlers(): AllHandlers<typeof inferenceAreas> {
  const models = new WarmModels()
  const memory = new ExperimentMemory()
  const own = new SentMetrics()
  const next = inTurn()
  return {
    inferring: {
      predict: ({ source, modelFolder, places, kept }, { progress, signal }) =>
        next(async () => {
          const model = await models.model(modelFolder)
          return withCase(source, (reader) =>
            predictedContours(reader, model, places, progress, abortSignalOf(signal), kept),
          )
        }),
      evaluate: ({ source, modelFolder, out }, { progress, signal }) =>
        next(async () => {
          const tell = (what: string): void => progress({ done: 0, total: 1, what })
          tell(source.name)
          const beat = pulse(signal, 'The evaluation', (slice) => tell(`${source.name}, ${slice}`))
          const { card, segmenter, recipe } = await models.model(modelFolder)
          const { result, files } = await withCase(source, (reader) =>
            evaluatedCase(reader, partOf(card, source.name), segmenter, recipe, out, beat),
          )
          progress({ done: 1, total: 1, what: source.name })
          if (Object.keys(files).length === 0) throw unmarked(source.name)
          return { result, files }
        }),
      score: ({ source, contours, metrics }) =>
        withCase(source, async (reader) => {
          const { result, volumes } = await scoredContours(reader, contours)
          return own.measured(metrics, result, volumes)
        }),
      measure: ({ source, result, files, metrics }) =>
        withCase(source, async (reader) =>
          own.measured(metrics, result, await maskedVolumes(reader, result, files)),
        ),
      means: ({ cases, regions }) => Promise.resolve(meanScores(cases, regions)),
      networks: () => Promise.resolve(catalogueRows()),
      describe: ({ id, network, options }) => Promise.resolve(modelDescription(id, network, options)),
      inspectOnnx: ({ file }) => next(() => inspectOnnx(file)),
      tryOnnx: ({ source, file, plan, places }, { progress, signal }) =>
        next(async () => {
          const model = await triedModel(file, plan)
          try {
            return await withCase(source, (reader) =>
              predictedContours(reader, model, places, progress, abortSignalOf(signal)),
            )
          } finally {
            model.dispose()
          }
        }),
      importOnnx: ({ file, plan, models: folder }) => next(() => importOnnx(file, plan, folder)),
      planStart: ({ experiment, ...places }) => next(() => plannedStart(experiment, places)),
      exportModel: ({ modelFolder, folder, format }) =>
        next(async () => ({ files: await exportModelFolder(modelFolder, folder, format) })),
      memory: ({ experiment }) => next(() => memory.need(experiment)),
      engines: () => Promise.resolve({ engines: listEngines(), cores: physicalCores() }),
      compute: (settings) => next(() => models.computeWith(engineOptionsOf(settings))),
    },
  }
}
