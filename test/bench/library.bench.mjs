// Indexing a folder of generated DICOM files: seconds, how long the host's event loop was held up, memory; the same again
// without a change; and how long lists, searches and filters of thousands of studies take. Needs `npm run build`.
// npm run bench -- library     FILES (0: none), STUDIES as environment variables. Memory of the reading child: Linux.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundledProgram } from '../fixtures/bundledProgram.mjs'

export async function run({ json, machine }) {
  const files = Number(process.env.FILES ?? 10_000)
  const studies = Number(process.env.STUDIES ?? 5000)
  const { indexFolder, searchLibrary } = await import(
    pathToFileURL(bundledProgram('test/bench/library/measure.ts')).href
  )
  const folder = mkdtempSync(join(tmpdir(), 'septum-bench-'))
  try {
    const indexed = files > 0 ? await indexFolder(folder, files) : { files }
    const searched = await searchLibrary(join(folder, 'searched'), studies)
    const result = { machine, ...indexed, ...searched }
    console.log(json ? JSON.stringify(result, null, 2) : text(result))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const scan = (name, { seconds, unchanged, longestMs, p99Ms, hostMb, readerMb }) =>
  `${name}: ${seconds.toFixed(1)} s, ${unchanged} files not read again; event loop of the host held up at most ` +
  `${longestMs.toFixed(0)} ms (99 %: ${p99Ms.toFixed(0)} ms); memory of the host ${hostMb.toFixed(0)} MB, of the reading child ${readerMb?.toFixed(0) ?? '?'} MB`

const text = ({ files, first, again, studies, wholeMs, listMs, heldMs, searchMs, filterMs }) =>
  [
    ...(first ? [scan(`${files} files indexed`, first), scan('the same again', again)] : []),
    `${studies} studies: rows of all in one piece ${wholeMs.toFixed(0)} ms; listed page by page in ${listMs.toFixed(0)} ms, host and page together held up at most ${heldMs.toFixed(0)} ms; a search of the index ${searchMs.toFixed(1)} ms, a filter of the rows ${filterMs.toFixed(1)} ms (medians)`,
  ].join('\n')
