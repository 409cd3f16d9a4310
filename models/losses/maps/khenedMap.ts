/**
 * Khened's weight of each pixel (networks.md B1): P/n of its class, and P/|E| more on the edge E of a class, its border
 * pixels and their neighbours (the publication's are Canny's edges, as wide). `labels` are 0 for background, then the
 * structures. Faithful: class weights are written class by class, over the edges of the classes before (Q19).
 */
export function khenedMap(
  labels: Uint8Array,
  rows: number,
  columns: number,
  quirks: 'faithful' | 'corrected',
): Float32Array {
  const pixels = rows * columns
  const map = new Float32Array(pixels).fill(1)
  const classes = [...new Set(labels)].sort((a, b) => a - b)
  const weigh = (label: number): void => {
    const count = labels.reduce((sum, each) => sum + (each === label ? 1 : 0), 0)
    labels.forEach((each, i) => each === label && (map[i] = pixels / count))
  }
  const edge = (label: number): void => {
    const places = edgeOf(labels, label, rows, columns)
    for (const i of places) map[i]! += pixels / places.length
  }
  if (quirks === 'corrected') classes.forEach(weigh)
  for (const label of classes) {
    if (quirks === 'faithful') weigh(label)
    edge(label)
  }
  return map
}

/** Border pixels of a class, with what lies beside, above and below them. */
function edgeOf(labels: Uint8Array, label: number, rows: number, columns: number): number[] {
  const neighbours = (i: number): number[] => {
    const [row, column] = [Math.floor(i / columns), i % columns]
    return [
      ...(row > 0 ? [i - columns] : []),
      ...(row < rows - 1 ? [i + columns] : []),
      ...(column > 0 ? [i - 1] : []),
      ...(column < columns - 1 ? [i + 1] : []),
    ]
  }
  const found = new Set<number>()
  labels.forEach((each, i) => {
    if (each !== label) return
    const around = neighbours(i)
    if (around.every((place) => labels[place] === label)) return
    for (const place of [i, ...around]) found.add(place)
  })
  return [...found]
}
