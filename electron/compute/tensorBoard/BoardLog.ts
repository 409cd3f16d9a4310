import type { Experiment } from '#shared/domain/experiment'
import type { EpochMessage, RunMessage } from '#shared/domain/training'
import { BoardFile } from './BoardFile'
import { settingsTable } from './settingsTable'

/** A run's events for TensorBoard, taken from what the run tells: scalars by epoch, at the end its settings as text. */
export class BoardLog {
  private readonly file: BoardFile
  private step = 0
  private told = false

  constructor(
    runFolder: string,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.file = new BoardFile(runFolder, now())
  }

  hear(message: RunMessage): void {
    if (message.type !== 'epoch' || message.step === undefined) return
    const at = new Date(message.at)
    this.step = message.step
    // Epochs after the last checkpoint may have been told before, by a process that was killed: they no longer hold.
    if (!this.told && this.file.goesOn) this.file.write(at, this.step, { kind: 'start' })
    this.told = true
    this.file.write(at, this.step, { kind: 'scalars', values: epochScalars(message) })
  }

  tellSettings(experiment: Experiment): void {
    this.file.write(this.now(), this.step, { kind: 'text', tag: 'settings', text: settingsTable(experiment) })
  }

  close(): void {
    this.file.close()
  }
}

function epochScalars(epoch: EpochMessage): Record<string, number> {
  const { trainLoss, validationLoss, meanDice, dice, learningRate } = epoch
  return {
    'loss/train': trainLoss,
    ...(validationLoss !== null && { 'loss/validation': validationLoss }),
    ...(meanDice !== null && { 'dice/mean': meanDice }),
    ...Object.fromEntries(Object.entries(dice ?? {}).map(([region, value]) => [`dice/${region}`, value])),
    ...(learningRate !== undefined && { 'learning-rate': learningRate }),
  }
}
