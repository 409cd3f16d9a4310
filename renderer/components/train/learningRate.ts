import type { Experiment } from '#shared/domain/experiment'

/**
 * Learning rate planned at a share of the run, `progress` 0 to 1, for the curve beside the form.
 * poly: base × (1 − p)^0.9 (Chen et al., DeepLab v3, 2017, section 4.1); cosine: base × (1 + cos πp) / 2
 * (Loshchilov & Hutter 2017, eq. 5); step, exponential: a factor at each; warm-up rises linearly over its epochs.
 */
export function plannedLearningRate(training: Experiment['training'], progress: number): number {
  const p = Math.min(1, Math.max(0, progress))
  const warmUp = training.warmUpEpochs / training.epochs
  const factor = warmUp > 0 && p < warmUp ? p / warmUp : 1
  switch (training.schedule) {
    case 'constant':
      return training.learningRate * factor
    case 'poly':
      return training.learningRate * factor * (1 - p) ** (training.scheduleOptions.power ?? 0.9)
    case 'cosine':
      return (training.learningRate * factor * (1 + Math.cos(Math.PI * p))) / 2
    case 'step': {
      const { factor: fall = 0.1, share = 0.33 } = training.scheduleOptions
      return training.learningRate * factor * fall ** Math.floor(p / share)
    }
    case 'exponential': {
      const { factor: fall = 0.985 } = training.scheduleOptions
      return training.learningRate * factor * fall ** Math.floor(p * training.epochs)
    }
    case 'plateau': // falls when the validation loss does not: nobody knows when
      return training.learningRate * factor
  }
}
