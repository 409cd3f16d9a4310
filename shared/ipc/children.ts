import { z } from '#shared/domain/schema'
import { Contour } from '#shared/domain/contour'
import {
  DeidentifyOptions,
  DeidentifyOrder,
  DeidentifyOutcome,
  DeidentifySurvey,
  KeyFile,
  PreviewLine,
} from '#shared/domain/deidentify'
import { ComputeSettings, EngineRow, EngineTest } from '#shared/domain/device'
import { CaseResult, ExperimentResult } from '#shared/domain/evaluation'
import { Experiment } from '#shared/domain/experiment'
import { LabelMapping } from '#shared/domain/labelMap'
import { CheckedCase } from '#shared/domain/datasetCheck'
import { LabelFix, PhaseName as HeartPhase } from '#shared/domain/labelFix'
import { MemoryNeed } from '#shared/domain/memoryNeed'
import { ExportFormat, ModelCard, ModelDescription, ModelRow } from '#shared/domain/model'
import { NetworkId } from '#shared/domain/network'
import { PhaseName } from '#shared/domain/measuredPhases'
import { OnnxInspection, OnnxPlan } from '#shared/domain/onnxImport'
import { RegionId } from '#shared/domain/structures'
import { FailedMetric, PluginFacts, PluginPin, SentMetric } from '#shared/domain/plugin'
import { PhantomLayoutId } from '#shared/domain/phantom'
import { CaseSource, FrameHeader, OpenedCase, Refusal, StudyId } from '#shared/domain/study'
import { RunMessage } from '#shared/domain/training'
import { TransferReport } from '#shared/domain/transferReport'
import { call, event, pixels, task } from './contract'
import { DatasetInspection } from './dataset'
import { LabelExamplePlace, LabelSurvey } from './labels'
import { PictureHeader, PreparedHeader } from './datasets'
import { SampleHeader, SamplePlace, TrainingCaseFacts, TrainingCasePlace } from './training'
import { ScanProgress, WorkProgress } from './library'
import { Places, PredictedContours } from './predictions'

/** Where prepared cases are kept, and which time the folders were last looked at. */
const known = { revision: z.number().int(), cache: z.string().nullable() }

const LabelHeader = z.object({ slices: z.number().int(), rows: z.number().int(), columns: z.number().int() })

/** electron/compute/read.ts: decodes, scans, makes phantoms. Long-lived; started again when it dies. */
export const readerAreas = {
  reading: {
    /** Found cases arrive with the progress, in batches. */
    scan: task(
      z.object({
        folder: z.string(),
        /** Folder in which scans keep what they learnt; null: nothing is kept. */
        memory: z.string().nullable().default(null),
        /** Reads every file, also those that did not change. */
        fresh: z.boolean().default(false),
      }),
      ScanProgress.extend({ found: z.array(CaseSource), refused: z.array(Refusal) }),
      z.object({
        filesRead: z.number().int(),
        unchanged: z.number().int().default(0),
      }),
    ),
    /** Holds scans up, or lets them go on. */
    pauseScans: call(z.object({ paused: z.boolean() }), z.void()),
    open: call(z.object({ source: CaseSource }), OpenedCase),
    close: call(z.object({ id: StudyId }), z.void()),
    frame: pixels(
      z.object({ source: CaseSource, slice: z.number().int(), phase: z.number().int() }),
      FrameHeader,
    ),
    thumbnail: pixels(
      z.object({ source: CaseSource }),
      z.object({ columns: z.number().int(), rows: z.number().int() }),
    ),
    /** The source's own labels, canonical values. */
    labels: pixels(z.object({ source: CaseSource, phase: z.number().int() }), LabelHeader),
    /** The labels of a mask file that was written on the source grid. */
    maskFile: pixels(z.object({ source: CaseSource, file: z.string() }), LabelHeader),
    /** Labels of drawn contours on the source grid. */
    rasterise: pixels(
      z.object({ source: CaseSource, phase: z.number().int(), contours: z.array(Contour) }),
      LabelHeader,
    ),
    exportMasks: call(
      z.object({ source: CaseSource, contours: z.array(Contour), folder: z.string() }),
      z.object({ files: z.array(z.string()) }),
    ),
    labelSurvey: task(z.object({ folder: z.string() }), WorkProgress, LabelSurvey),
    labelExample: pixels(LabelExamplePlace, z.object({ rows: z.number().int(), columns: z.number().int() })),
    /** Throws LABELS_IMPLAUSIBLE where a mapping cannot be right for this case. */
    judgeLabels: call(z.object({ folder: z.string(), study: StudyId, map: LabelMapping }), z.void()),
    inspectDataset: task(z.object({ folder: z.string() }), WorkProgress, DatasetInspection),
    /** Checks cases whose key is not among `known`; each comes with the progress (F-DS-2). */
    checkCases: task(
      z.object({ sources: z.array(CaseSource), known: z.array(z.string()) }),
      WorkProgress.extend({ checked: CheckedCase.nullable() }),
      z.void(),
    ),
    casePicture: pixels(
      z.object({
        source: CaseSource,
        phase: HeartPhase,
        slice: z.number().int().nonnegative(),
        fix: LabelFix.nullable(),
      }),
      PictureHeader,
    ),
    casePrepared: pixels(
      z.object({
        source: CaseSource,
        phase: HeartPhase,
        slice: z.number().int().nonnegative(),
        preparation: Experiment.shape.preparation,
      }),
      PreparedHeader,
    ),
    trainingCase: task(TrainingCasePlace.extend(known), WorkProgress, TrainingCaseFacts),
    augmented: pixels(SamplePlace.extend(known), SampleHeader),
    surveyExport: task(z.object({ cases: z.array(CaseSource) }), WorkProgress, DeidentifySurvey),
    previewExport: call(
      z.object({
        source: CaseSource,
        file: z.number().int(),
        options: DeidentifyOptions,
        key: KeyFile.nullable(),
        secret: z.string(),
      }),
      z.array(PreviewLine),
    ),
    deidentify: task(
      DeidentifyOrder.extend({
        cases: z.array(CaseSource),
        sourceFolders: z.array(z.string()),
        secret: z.string(),
      }),
      WorkProgress,
      DeidentifyOutcome,
    ),
    makePhantoms: task(
      z.object({
        layout: PhantomLayoutId,
        patients: z.number().int(),
        seed: z.number().int(),
        out: z.string(),
      }),
      WorkProgress,
      z.object({ cases: z.number().int(), out: z.string(), truth: z.string() }),
    ),
  },
}

/** A case's scores, and the metrics that failed on it: they are left out. */
const MeasuredCase = z.object({ result: CaseResult, failed: z.array(FailedMetric) })
export type MeasuredCase = z.infer<typeof MeasuredCase>

/** electron/compute/infer.ts: keeps models warm; predicts, evaluates, describes networks. */
export const inferenceAreas = {
  inferring: {
    predict: task(
      z.object({
        source: CaseSource,
        model: z.string(),
        modelFolder: z.string(),
        places: Places,
        /** Folder in which the masks are kept, before and after post-processing; null: nowhere. */
        kept: z.string().nullable().default(null),
      }),
      WorkProgress,
      PredictedContours,
    ),
    /** Segments the measured phases of a labelled case, writes the masks to `out`, scores them against the source's labels. */
    evaluate: task(
      z.object({ source: CaseSource, modelFolder: z.string(), out: z.string() }),
      WorkProgress,
      z.object({ result: CaseResult, files: z.partialRecord(PhaseName, z.string()) }),
    ),
    /** Scores drawn contours against the source's labels. */
    score: call(
      z.object({ source: CaseSource, contours: z.array(Contour), metrics: z.array(SentMetric) }),
      MeasuredCase,
    ),
    /** A result with the numbers of plug-ins' metrics for the masks that it is of. */
    measure: call(
      z.object({
        source: CaseSource,
        result: CaseResult,
        files: z.partialRecord(PhaseName, z.string()),
        metrics: z.array(SentMetric),
      }),
      MeasuredCase,
    ),
    /** Means over the volumes of these cases, with the empty-case rule in words. */
    means: call(
      z.object({ cases: z.array(CaseResult), regions: z.array(RegionId) }),
      ExperimentResult.pick({ mean: true, rule: true }),
    ),
    networks: call(z.void(), z.array(ModelRow)),
    /** What a training would take beside its images; null where the engine does not say. */
    memory: call(z.object({ experiment: Experiment }), MemoryNeed.nullable()),
    describe: call(
      z.object({ id: z.string(), network: NetworkId, options: z.record(z.string(), z.unknown()) }),
      ModelDescription,
    ),
    /** What is in an ONNX file, and a guess of how to use it (R-MD-1). */
    inspectOnnx: call(z.object({ file: z.string() }), OnnxInspection),
    /** What a model would draw that is not kept yet. */
    tryOnnx: task(
      z.object({ source: CaseSource, file: z.string(), plan: OnnxPlan, places: Places }),
      WorkProgress,
      PredictedContours,
    ),
    importOnnx: call(z.object({ file: z.string(), plan: OnnxPlan, models: z.string() }), ModelCard),
    /** What would become of the weights that an experiment starts from (R-TR-4). */
    planStart: call(
      z.object({ experiment: Experiment, models: z.string(), experiments: z.string() }),
      TransferReport,
    ),
    exportModel: call(
      z.object({ modelFolder: z.string(), folder: z.string(), format: ExportFormat }),
      z.object({ files: z.array(z.string()) }),
    ),
    engines: call(z.void(), z.object({ engines: z.array(EngineRow), cores: z.number().int() })),
    /** What to compute with from now on. */
    compute: call(ComputeSettings, z.void()),
  },
}

/** electron/compute/probe.ts: tries one engine, whose driver may end the process; then it is ended. */
export const probeAreas = {
  probing: {
    /** Starts the engine; why it does not start, null = it does. */
    start: call(z.object({ engine: z.string() }), z.object({ reason: z.string().nullable() })),
    test: task(ComputeSettings, WorkProgress, EngineTest),
    /** Loads a plug-in that a person allowed and tries it. */
    plugin: call(z.object({ file: z.string(), base64: z.string() }), PluginFacts),
  },
}

/** electron/compute/train.ts: one child a run. It writes the run's folder itself; the host only listens. */
export const trainerAreas = {
  trainer: {
    /** Trains from the start, or from the last checkpoint where one is there. Answers when all is written. */
    run: task(
      z.object({
        runFolder: z.string(),
        modelsFolder: z.string(),
        /** Where compiled steps are kept from run to run. */
        plansFolder: z.string().optional(),
        /** Prepared cases are kept here from run to run; left out: nowhere. */
        preparedFolder: z.string().optional(),
        compute: ComputeSettings.optional(),
        /** Plug-ins that may be loaded, by hash. */
        plugins: z.array(PluginPin).optional(),
      }),
      RunMessage,
      ExperimentResult,
    ),
    pause: call(z.void(), z.void()),
    resume: call(z.void(), z.void()),
    stop: call(z.void(), z.void()),
    heartbeat: event(z.object({ step: z.number().int() })),
  },
}
