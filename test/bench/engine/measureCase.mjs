import { startOurs } from './ours.mjs'
import { startTorch } from './torch.mjs'

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

/** Steps in a row before the next one's turn: about a second, at most four. */
const stepsPerTurn = (ms) => Math.max(1, Math.min(4, Math.round(1000 / ms)))

/** One network: training steps, then predictions, all contestants in turns; then what only we can tell. */
export async function measureCase(folder, settings, withTorch) {
  const ours = await startOurs(settings)
  const torch = withTorch ? await startTorch(folder, settings) : null
  const contestants = torch ? { ours, ...torch } : { ours }
  const rows = []
  const memory = {}
  for (const what of ['train', 'predict']) {
    rows.push(await inTurns(contestants, what, settings.rounds))
    memory[what] = Object.fromEntries(
      await Promise.all(
        Object.entries(contestants).map(async ([key, each]) => [key, await each.ask('memory')]),
      ),
    )
  }
  for (const each of Object.values(torch ?? {})) await each.stop()
  const javascript = await ours.ask('javascript')
  const gemmGflops = await ours.ask('gemm')
  const { convolutions, shares, slowest, kernelsMs, runMs } = await ours.ask('profile train 6')
  const result = {
    ...settings,
    title: settings.name,
    ...ours.about,
    ...(await ours.ask('facts')),
    ...(torch ? { best: torch.best.title, torchParameters: torch.plain.about.parameters } : {}),
    rows,
    memory,
    javascript,
    gemmGflops,
    convolutions,
    shares,
    slowest,
    kernelsMs,
    runMs,
  }
  await ours.stop()
  return result
}

async function inTurns(contestants, what, rounds) {
  const entries = Object.entries(contestants)
  const steps = {}
  for (const [key, each] of entries) steps[key] = stepsPerTurn(Math.min(...(await each.time(what, 3))))
  const turns = Object.fromEntries(entries.map(([key]) => [key, []]))
  for (let round = 0; round < rounds; round++)
    for (const [key, each] of entries) turns[key].push(median(await each.time(what, steps[key])))
  const figures = entries.map(([key, each]) => {
    const ratios = turns[key].map((ms, round) => turns.ours[round] / ms)
    const times = { ms: median(turns[key]), leastMs: Math.min(...turns[key]) }
    return [key, key === 'ours' ? times : { title: each.title, ...times, ratio: median(ratios) }]
  })
  return { what, ...Object.fromEntries(figures) }
}
