import { readFileSync } from 'node:fs'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { areas } from '#shared/ipc/areas'
import { allStudies } from '#shared/ipc/allStudies'
import { connect } from '#shared/ipc/connect'
import { noFilter, passes } from '#shared/domain/studyFilter'
import type { CaseSource } from '#shared/domain/study'
import { createHost } from '#electron/host/createHost'
import { openIndex } from '#electron/library/openIndex'
import { listStudies } from '#electron/library/queries/listStudies'
import { searchStudies } from '#electron/library/queries/searchStudies'
import { setText } from '#electron/library/queries/setText'
import { upsertStudies } from '#electron/library/queries/upsertStudies'
import { loopback } from '#electron/transport/loopback'
import { nodeFork } from '#electron/transport/nodeFork'
import { writeCines } from '../opening/ours'

const perCine = 240

interface ScanFigures {
  readonly seconds: number
  readonly unchanged: number
  readonly longestMs: number
  readonly p99Ms: number
  readonly hostMb: number
  readonly readerMb: number | null
}

/** Indexes generated files through a host and its reading child, twice. */
export async function indexFolder(folder: string, wanted: number) {
  const data = path.join(folder, 'data')
  const files = await writeCines(data, { cines: Math.ceil(wanted / perCine), slices: 12, side: 16 })
  const children: (number | undefined)[] = []
  const fork = nodeFork(pathToFileURL(path.resolve('dist') + path.sep))
  const host = await createHost({
    workspace: path.join(folder, 'workspace'),
    door: 'command',
    fork: (entry) => {
      const child = fork(entry)
      children.push(child.pid)
      return child
    },
  })
  const [ours, theirs] = loopback()
  host.serve(theirs)
  const septum = connect(ours, areas, 'host')
  try {
    const timed = async (scan: () => Promise<{ unchanged: number }>): Promise<ScanFigures> => {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      let hostBytes = 0
      const sampling = setInterval(() => (hostBytes = Math.max(hostBytes, process.memoryUsage.rss())), 20)
      delay.enable()
      const start = performance.now()
      const { unchanged } = await scan()
      const seconds = (performance.now() - start) / 1000
      delay.disable()
      clearInterval(sampling)
      return {
        seconds,
        unchanged,
        longestMs: delay.max / 1e6,
        p99Ms: delay.percentile(99) / 1e6,
        hostMb: hostBytes / 2 ** 20,
        readerMb: peakMb(children[0]),
      }
    }
    const first = await timed(() => septum.library.add({ folder: data }))
    const again = await timed(() => septum.library.rescan({ folders: null }))
    return { files, first, again }
  } finally {
    ours.close()
    await host.close()
  }
}

/** The most memory that a process ever had; null where the system does not tell. */
function peakMb(pid: number | undefined): number | null {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return line ? Number(line[1]) / 1024 : null
  } catch {
    return null
  }
}

const scanners = ['GE Signa HDx', 'Siemens Avanto', 'Philips Ingenia', 'Siemens Aera']
const groups = ['NOR', 'DCM', 'HCM', 'MINF', 'RV']

/** A made-up study; every number follows from its place. */
const study = (at: number): CaseSource => ({
  id: `dicom-${String(at).padStart(8, '0')}`,
  name: `Case ${at}`,
  layout: 'dicom',
  folder: `/archive/${at % 50}/case${at}`,
  files: Array.from({ length: perCine }, (_, i) => `/archive/${at % 50}/case${at}/IM${i}.dcm`),
  patientId: `P-${at}`,
  patientName: `Surname${at % 997} Given${at % 89}`,
  sex: at % 2 ? 'F' : 'M',
  ageYears: 20 + (at % 70),
  studyDate: `20${10 + (at % 15)}-0${1 + (at % 9)}-1${at % 9}`,
  description: 'Cine short axis',
  modality: 'MR',
  scanner: scanners[at % scanners.length]!,
  fieldT: at % 3 ? 1.5 : 3,
  group: groups[at % groups.length]!,
  series: 1,
  slices: 12,
  phases: 20,
  ed: null,
  es: null,
  labelled: [],
  problems: [],
  detail: { studyUid: `1.2.${at}` },
})

const queries = ['siemens', 'case 49', 'surname123', 'philips hcm', 'p-4999', '12 mar 2012', 'nobody at all']

/** How long a host and a page in one process are held up while all studies are listed, page by page: medians of five. */
async function listed(workspace: string) {
  const fork = nodeFork(pathToFileURL(path.resolve('dist') + path.sep))
  const host = await createHost({ workspace, door: 'command', fork })
  const [ours, theirs] = loopback()
  host.serve(theirs)
  const septum = connect(ours, areas, 'host')
  const runs: { ms: number; heldMs: number }[] = []
  try {
    for (let run = 0; run < 5; run++) {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const start = performance.now()
      await allStudies(septum)
      runs.push({ ms: performance.now() - start, heldMs: delay.max / 1e6 })
      delay.disable()
    }
  } finally {
    ours.close()
    await host.close()
  }
  return { listMs: median(runs.map(({ ms }) => ms)), heldMs: median(runs.map(({ heldMs }) => heldMs)) }
}

/** Lists, searches and filters an index of made-up studies; milliseconds. */
export async function searchLibrary(workspace: string, studies: number) {
  const index = openIndex(path.join(workspace, 'library.db'), { write: true })
  const written = { annotation: () => undefined, decision: () => null }
  for (let from = 0; from < studies; from += 500) {
    const some = Array.from({ length: Math.min(500, studies - from) }, (_, i) => study(from + i))
    upsertStudies(index, some, '2026-03-14T09:00:00Z')
  }
  const rows = listStudies(index, written)
  setText(index, rows)
  const wholeMs = median(Array.from({ length: 5 }, () => msOf(() => listStudies(index, written))))
  const searchMs = median(
    Array.from({ length: 70 }, (_, i) => msOf(() => searchStudies(index, queries[i % queries.length]!))),
  )
  const filter = { ...noFilter, scanner: [scanners[1]!], group: ['HCM', 'DCM'], fieldT: [1.5] }
  const filterMs = median(
    Array.from({ length: 30 }, () => msOf(() => rows.filter((row) => passes(row, filter)))),
  )
  index.close()
  return { studies, wholeMs, ...(await listed(workspace)), searchMs, filterMs }
}

function msOf(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!
