import { isDeepStrictEqual } from 'node:util'
import type { ModelCard } from '#shared/domain/model'
import { isPluginName } from '#shared/domain/plugin'
import { preparedSide } from '#shared/domain/preparation'
import { startEngine, type EngineOptions } from '#electron/onnx/engine'
import { warmPlugin } from '../plugins/warmPlugin'
import { warmOnnx } from '../modelFolder/warmOnnx'
import { networkOfCard } from '../modelFolder/networkOfCard'
import { readModelCard, readModelFolder } from '../modelFolder/readModelFolder'
import { modelFiles } from '../modelFolder/writeModelFolder'
import type { Member, SegmentationRecipe } from '../segmenting/segmentedVolume'
import { Segmenter } from '../segmenting/segmenter'

export interface WarmModel {
  readonly card: ModelCard
  readonly segmenter: Member['segmenter'] & Pick<Segmenter, 'readsVolumes'>
  readonly recipe: SegmentationRecipe
  /** Frees the network and what was compiled of it. */
  readonly dispose: () => void
}

/** Models that stay built and compiled, least recently used freed first. */
export class WarmModels {
  private readonly warm = new Map<string, Promise<WarmModel>>()

  private engine: EngineOptions = {}

  constructor(private readonly kept = 2) {}

  /** What models are loaded for from now on; those that are warm on something else are freed. */
  async computeWith(engine: EngineOptions): Promise<void> {
    if (isDeepStrictEqual(engine, this.engine)) return
    this.engine = engine
    await this.dispose()
  }

  async model(folder: string): Promise<WarmModel> {
    const loading = this.warm.get(folder) ?? loaded(folder, this.engine)
    this.warm.delete(folder)
    this.warm.set(folder, loading)
    try {
      const model = await loading
      for (const oldest of [...this.warm.keys()].slice(0, Math.max(0, this.warm.size - this.kept)))
        await this.free(oldest)
      return model
    } catch (error) {
      this.warm.delete(folder)
      throw error
    }
  }

  async dispose(): Promise<void> {
    for (const folder of [...this.warm.keys()]) await this.free(folder)
  }

  private async free(folder: string): Promise<void> {
    const loading = this.warm.get(folder)
    this.warm.delete(folder)
    const model = await loading?.catch(() => null) // one that did not load has nothing to free
    model?.dispose()
  }
}

async function loaded(folder: string, engine: EngineOptions): Promise<WarmModel> {
  const { card: read, checked } = await readModelCard(folder)
  if (read.imported) return warmOnnx(read, await checked(modelFiles.onnx), read.imported, read.id)
  if (isPluginName(read.network.id)) return warmPlugin(read, await checked(modelFiles.onnx))
  const { card, weights } = await readModelFolder(folder)
  await startEngine(engine)
  const side = preparedSide(card.preparation)
  const network = networkOfCard(card, weights)
  const { preparation, prediction, postprocessing, channels } = card
  const segmenter = new Segmenter(network, side, channels.length)
  return {
    card,
    segmenter,
    dispose: () => {
      segmenter.dispose()
      network.dispose()
    },
    recipe: { preparation, prediction, postprocessing, channels },
  }
}
