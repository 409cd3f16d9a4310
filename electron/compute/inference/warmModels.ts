import { isDeepStrictEqual } from 'node:util'
import type { ModelCard } from '#shared/domain/model'
import { networkCatalogue } from '#models/networks/catalogue'
import { importWeights } from '#models/networks/weights'
import type { NetworkOptions } from '#models/networks/networkOptions'
import { startEngine, type EngineOptions } from '#electron/onnx/engine'
import { readModelFolder } from '../modelFolder/readModelFolder'
import type { SegmentationRecipe } from '../segmenting/segmentedVolume'
import { Segmenter } from '../segmenting/segmenter'

export interface WarmModel {
  readonly card: ModelCard
  readonly segmenter: Segmenter
  readonly recipe: SegmentationRecipe
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
    if (!model) return
    model.segmenter.dispose()
    model.segmenter.network.dispose()
  }
}

async function loaded(folder: string, engine: EngineOptions): Promise<WarmModel> {
  const { card, weights } = await readModelFolder(folder)
  await startEngine(engine)
  const { side } = card.preparation
  const options = card.network.options as Partial<NetworkOptions>
  const network = networkCatalogue[card.network.id].build({
    ...options,
    size: options.size ?? [side, side],
    classes: card.channels.length,
  })
  try {
    importWeights(network, weights)
  } catch (error) {
    network.dispose()
    throw error
  }
  const { preparation, prediction, postprocessing, channels } = card
  return {
    card,
    segmenter: new Segmenter(network, side, channels.length),
    recipe: { preparation, prediction, postprocessing, channels },
  }
}
