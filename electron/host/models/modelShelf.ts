import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NetworkId } from '#shared/domain/network'
import type { OnnxPlan } from '#shared/domain/onnxImport'
import { ModelCard, type ExportFormat, type ModelDescription, type ModelRow } from '#shared/domain/model'
import { preparedSide } from '#shared/domain/preparation'
import { isPluginName } from '#shared/domain/plugin'
import { SeptumError } from '#shared/errors/SeptumError'
import { readJson, writeJson } from '#electron/workspace/jsonFile'
import { systemCode } from '#electron/workspace/saveFault'
import type { HostContext } from '../hostContext'

const idPattern = /^([A-Za-z0-9._-]+)@(\d+)$/

/** Networks of the catalogue, and the trained models below the workspace's `models` folder. */
export class ModelShelf {
  private readonly descriptions = new Map<string, Promise<ModelDescription>>()

  constructor(private readonly host: HostContext) {}

  async list(): Promise<ModelRow[]> {
    const [networks, cards] = await Promise.all([this.host.inference.inferring.networks(), this.cards()])
    const trained = await Promise.all(cards.map((card) => this.row(card, networks)))
    return [...trained, ...networks]
  }

  private async row(card: ModelCard, networks: readonly ModelRow[]): Promise<ModelRow> {
    const { trainableParameters } = await this.describe(card)
    const network = networks.find((row) => row.network === card.network.id)
    const fixed = network ? network.totalParameters - network.trainableParameters : 0
    const side = preparedSide(card.preparation)
    return {
      id: card.id,
      source: 'trained',
      title: `${card.name} ${card.version}`,
      network: card.network.id,
      input: [side, side, 1],
      trainableParameters,
      totalParameters: trainableParameters + fixed,
      card,
    }
  }

  /** All cards, newest first. A folder whose card cannot be read is left out, and named in a notice. */
  async cards(): Promise<ModelCard[]> {
    const cards: ModelCard[] = []
    for (const name of await names(this.host.layout.models))
      for (const version of await names(join(this.host.layout.models, name)))
        try {
          const card = await readJson(this.cardFile(name, version), ModelCard)
          if (card) cards.push(card)
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error)
          this.host.emit.app.notice({ level: 'warn', text })
        }
    return cards.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  }

  /** The card of a trained model. Throws NOT_FOUND. */
  async card(id: string): Promise<ModelCard> {
    const [, name, version] = idPattern.exec(id) ?? []
    const card = name && version ? await readJson(this.cardFile(name, version), ModelCard) : null
    if (!card) throw new SeptumError('NOT_FOUND', { kind: 'trained model', id })
    return card
  }

  /** The folder of a trained model. Throws NOT_FOUND. */
  async folder(id: string): Promise<string> {
    const { name, version } = await this.card(id)
    return join(this.host.layout.models, name, String(version))
  }

  async show(id: string): Promise<ModelDescription> {
    if (idPattern.test(id)) return this.describe(await this.card(id))
    const network = NetworkId.safeParse(id)
    if (!network.success) throw new SeptumError('NOT_FOUND', { kind: 'model', id })
    return this.host.inference.inferring.describe({ id, network: network.data, options: {} })
  }

  /** Keeps a network that was made elsewhere; answers its id. */
  async import(file: string, plan: OnnxPlan): Promise<{ id: string }> {
    const { inferring } = this.host.inference
    const { id } = await inferring.importOnnx({ file, plan, models: this.host.layout.models })
    await this.host.audit.record('model.import', { model: id, file, sha256: plan.sha256 ?? '' })
    await this.tell()
    return { id }
  }

  async export(id: string, folder: string, format: ExportFormat): Promise<{ files: string[] }> {
    const written = await this.host.inference.inferring.exportModel({
      modelFolder: await this.folder(id),
      folder,
      format,
    })
    await this.host.audit.record('model.export', { model: id, folder, format })
    return written
  }

  async setState(id: string, state: ModelCard['state']): Promise<void> {
    const card = await this.card(id)
    await writeJson(this.cardFile(card.name, String(card.version)), { ...card, state })
    await this.host.audit.record('model.state', { model: id, state })
    await this.tell()
  }

  /** Tells the pages what is on the shelf now. */
  async tell(): Promise<void> {
    this.host.emit.models.changed({ rows: await this.list() })
  }

  private cardFile(name: string, version: string): string {
    return join(this.host.layout.models, name, version, 'model.json')
  }

  private describe({ id, network, imported }: ModelCard): Promise<ModelDescription> {
    if (network.id === 'onnx' || isPluginName(network.id) || imported)
      return Promise.resolve(importedDescription(id, network.options))
    const known = this.descriptions.get(id)
    if (known) return known
    const asked = this.host.inference.inferring.describe({
      id,
      network: network.id,
      options: network.options,
    })
    this.descriptions.set(id, asked)
    asked.catch(() => this.descriptions.delete(id))
    return asked
  }
}

/** Of a network that was made elsewhere its parameters are known, not its layers. */
function importedDescription(id: string, options: ModelCard['network']['options']): ModelDescription {
  const parameters = Number(options['parameters'] ?? 0)
  return { id, layers: [], trainableParameters: parameters, flops: 0, memoryBytes: 4 * parameters }
}

async function names(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
