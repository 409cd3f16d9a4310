import { z } from './schema'

const Told = z.object({ weight: z.string(), how: z.string() })

/** What became of the weights of a file in a network (R-TR-4). */
export const TransferReport = z.object({
  /** The file, or the model's id. */
  from: z.string(),
  /** What it was taken for. */
  kind: z.string(),
  /** What its network read, in words, where that is another thing than here. */
  reads: z.string().optional(),
  loaded: z.array(z.string()),
  /** With what was done to them. */
  adapted: z.array(Told),
  /** Weights of the network that begin afresh, with the reason. */
  skipped: z.array(Told),
  /** Names of the file that the network has no use for. */
  unexpected: z.array(z.string()),
})
export type TransferReport = z.infer<typeof TransferReport>

/** The layers behind weights' names, each once: `conv1/kernel`, `conv1/bias` → `conv1`. */
export const layersOf = (weights: readonly string[]): string[] => [
  ...new Set(weights.map((name) => name.slice(0, Math.max(0, name.lastIndexOf('/'))))),
]

/** The report as lines for a log: counts, then each adapted and skipped layer. */
export function transferLines({
  from,
  kind,
  reads,
  loaded,
  adapted,
  skipped,
  unexpected,
}: TransferReport): string[] {
  const counts = `Starts from ${from} (${kind}): ${loaded.length} weights loaded, ${adapted.length} adapted, ${skipped.length} skipped.`
  const grouped = (told: readonly z.infer<typeof Told>[]): string[] =>
    [...new Set(told.map(({ how }) => how))].map((how) => {
      const layers = layersOf(told.filter((each) => each.how === how).map(({ weight }) => weight))
      const named =
        layers.length > 6
          ? `${layers.slice(0, 6).join(', ')} and ${layers.length - 6} more`
          : layers.join(', ')
      return `${named}: ${how}.`
    })
  return [
    counts,
    ...grouped(adapted).map((line) => `Adapted: ${line}`),
    ...grouped(skipped).map((line) => `Skipped: ${line}`),
    ...(unexpected.length > 0
      ? [
          `Not used: ${unexpected.slice(0, 6).join(', ')}${unexpected.length > 6 ? ` and ${unexpected.length - 6} more` : ''}.`,
        ]
      : []),
    ...(reads ? [`Its network read ${reads}; the first layers will adapt.`] : []),
  ]
}
