const ms = (value) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3))
const ratio = (value) => (value === undefined ? '–' : value.toFixed(2))
const memory = (value) => (value === null || value === undefined ? '–' : value.toFixed(0))

/** The figures of one or more networks as a Markdown table, and a line about each. */
export function printTable(results) {
  const head = [
    '',
    'ours, ms',
    'PyTorch, ms',
    'ratio',
    'its best, ms',
    'ratio',
    'peak, MB',
    'PyTorch',
    'best',
  ]
  const rows = results.flatMap(({ title, rows: measured, memory: peak }) =>
    measured.map(({ what, ours, plain, best }) => [
      `${title}: ${what === 'train' ? 'training step' : 'inference'}`,
      ms(ours.ms),
      plain ? ms(plain.ms) : '–',
      ratio(plain?.ratio),
      best ? ms(best.ms) : '–',
      ratio(best?.ratio),
      memory(peak[what].ours),
      memory(peak[what].plain),
      memory(peak[what].best),
    ]),
  )
  const line = (cells) => `| ${cells.join(' | ')} |`
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'))
  for (const each of results) console.log(describe(each))
}

function describe({
  title,
  parameters,
  nodes,
  fallbacks,
  javascript,
  gemmGflops,
  convolutions,
  best,
  shares,
}) {
  const kernels = shares.slice(0, 8).map((share) => `${share.kernel} ${share.ms.toFixed(1)}`)
  return [
    `\n${title}: ${parameters} parameters, ${nodes} ONNX nodes, on the cpu backend: ${fallbacks.join(', ') || 'none'}`,
    `  JavaScript ${(100 * javascript).toFixed(1)} % of a training step; PyTorch's best: ${best ?? 'not measured'}`,
    `  convolutions ${convolutions.gflops.toFixed(0)} of ${gemmGflops.toFixed(0)} GFLOP/s (${((100 * convolutions.gflops) / gemmGflops).toFixed(0)} %)`,
    `  kernels of a training step, ms: ${kernels.join(', ')}`,
  ].join('\n')
}
