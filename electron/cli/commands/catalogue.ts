import type { Command } from 'commander'
import { registerDatasetAdapters } from './datasetAdapters'
import { registerDatasetInspect } from './datasetInspect'
import { registerDatasetLabels } from './datasetLabels'
import { registerDatasetPrepare } from './datasetPrepare'
import { registerDatasetCheck } from './datasetCheck'
import { registerDatasetFreeze } from './datasetFreeze'
import { registerDatasetList } from './datasetList'
import { registerDatasetMake } from './datasetMake'
import { registerDatasetShow } from './datasetShow'
import { registerDatasetSplit } from './datasetSplit'
import { registerEngineBench } from './engineBench'
import { registerEngineList } from './engineList'
import { registerEngineTest } from './engineTest'
import { registerEvaluate } from './evaluate'
import { registerExperimentRun } from './experimentRun'
import { registerExport } from './exportDeidentified'
import { registerFileInspect } from './fileInspect'
import { registerLibraryAdd } from './libraryAdd'
import { registerLibraryList } from './libraryList'
import { registerLibraryRebuild } from './libraryRebuild'
import { registerLibraryRescan } from './libraryRescan'
import { registerModelExport } from './modelExport'
import { registerModelImport } from './modelImport'
import { registerModelList } from './modelList'
import { registerModelPlan } from './modelPlan'
import { registerModelShow } from './modelShow'
import { registerPhantomMake } from './phantomMake'
import { registerPluginAllow } from './pluginAllow'
import { registerPluginForget } from './pluginForget'
import { registerPluginList } from './pluginList'
import { registerPredict } from './predict'
import { registerRecipeList } from './recipeList'
import { registerRecipeShow } from './recipeShow'
import { registerServe } from './serve'

/** Every command: one file each, which adds itself to the program. The order is that of the help. */
export const commands: readonly ((program: Command) => void)[] = [
  registerServe,
  registerLibraryAdd,
  registerLibraryList,
  registerLibraryRescan,
  registerLibraryRebuild,
  registerDatasetAdapters,
  registerDatasetInspect,
  registerDatasetLabels,
  registerDatasetPrepare,
  registerDatasetMake,
  registerDatasetList,
  registerDatasetShow,
  registerDatasetCheck,
  registerDatasetSplit,
  registerDatasetFreeze,
  registerPhantomMake,
  registerExperimentRun,
  registerPredict,
  registerEvaluate,
  registerModelList,
  registerModelShow,
  registerModelPlan,
  registerModelExport,
  registerRecipeList,
  registerRecipeShow,
  registerModelImport,
  registerPluginList,
  registerPluginAllow,
  registerPluginForget,
  registerEngineList,
  registerEngineTest,
  registerEngineBench,
  registerFileInspect,
  registerExport,
]
