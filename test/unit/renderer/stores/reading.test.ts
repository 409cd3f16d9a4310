import { describe, expect, test, vi } from 'vitest'
import type { JournalEntry } from '#shared/domain/segmentation'
import { coverageOfAll } from '#shared/domain/study'
import { SeptumError } from '#shared/errors/SeptumError'
import type { OpenedStudy } from '#shared/ipc/studies'
import { deleteContour } from '#shared/editing/contourEdits'
import { segmentationText } from '../../../fixtures/segmentationText'
import { useFramesStore } from '#renderer/stores/frames'
import { useReadingStore } from '#renderer/stores/reading'
import { usePlaceStore } from '#renderer/stores/readingPlace'
import { useSegmentationStore } from '#renderer/stores/segmentation'
import { useSavingStore } from '#renderer/stores/segmentationSaving'
import { withHost } from './readingHost'

const ring = [
  { x: 1, y: 1 },
  { x: 5, y: 1 },
  { x: 3, y: 5 },
]
const expert = {
  boundary: 'lv-endo',
  slice: 1,
  phase: 0,
  rings: [ring],
  knots: null,
  state: 'accepted',
  source: 'imported',
  author: 'expert',
} as const

const study = (id: string, entries: JournalEntry[] = []): OpenedStudy => ({
  row: {
    id,
    name: id,
    layout: 'acdc',
    folder: '/hearts',
    patientId: id,
    patientName: id,
    sex: null,
    ageYears: null,
    studyDate: null,
    description: '',
    modality: 'MR',
    scanner: null,
    fieldT: null,
    group: null,
    series: 1,
    slices: 4,
    phases: 3,
    review: 'new',
    coverage: coverageOfAll((id) => (id === 'lv-endo' ? 'half' : 'none')),
    efPercent: null,
    problems: [],
    studyUid: null,
    clash: null,
    otherPlaces: [],
    tags: [],
    note: '',
    online: true,
    lastSeen: '',
    addedAt: '',
  },
  opened: {
    id,
    name: id,
    grid: {
      columns: 8,
      rows: 8,
      slices: 4,
      phases: 3,
      spacingMm: { x: 1, y: 1, z: 8 },
      orientation: null,
      phaseTimesMs: null,
    },
    window: { centre: 10, width: 20, origin: 'file' },
    inverted: false,
    sliceThicknessMm: null,
    ed: 0,
    es: 2,
    imported: [{ ...expert, rings: [[...ring]] }],
    warnings: [],
    lossy: false,
  },
  entries,
  recovered: 0,
  heldBy: null,
})

/** A value of each frame that names it: study digit, slice, phase. */
const frame = (id: string, slice: number, phase: number) => ({
  header: { slice, phase, columns: 1, rows: 1, type: 'uint16' as const, slope: 1, intercept: 0 },
  bytes: new Uint8Array(Uint16Array.of(Number(id.at(-1)) * 100 + slice * 10 + phase).buffer),
})

describe('opening studies', () => {
  test('X16: of three studies asked for at once the last one is shown', async () => {
    const later: (() => void)[] = []
    withHost({
      open: ({ id }) => new Promise((resolve) => later.push(() => resolve(study(id)))),
      close: () => Promise.resolve(),
    })
    const reading = useReadingStore()
    const opens = ['case-1', 'case-2', 'case-3'].map((id) => reading.open(id))
    await vi.waitFor(() => expect(later).toHaveLength(3))
    for (const answer of later.reverse()) answer()
    const [first, second, third] = await Promise.all(opens)
    expect([first, second]).toEqual([null, null])
    expect(third?.opened.id).toBe('case-3')
    expect(reading.opened?.id).toBe('case-3')
  })

  test('a study that cannot be opened says why', async () => {
    withHost({
      open: () => Promise.reject(new SeptumError('FILE_UNREADABLE', { file: 'a.nii', reason: 'gone' })),
    })
    const reading = useReadingStore()
    await reading.open('case-1')
    expect(reading.reading).toMatchObject({ phase: 'failed', fault: { code: 'FILE_UNREADABLE' } })
  })

  test('R-RD-1: it opens at ED, mid slice, or where the reader left it', () => {
    withHost({})
    const place = usePlaceStore()
    const { grid } = study('case-1').opened
    place.start(grid, 2, 1, null)
    expect(place.place).toEqual({ slice: 1, phase: 2 })
    place.start(grid, 2, 1, { slice: 3, phase: 0 })
    expect(place.place).toEqual({ slice: 3, phase: 0 })
    place.start(grid, 2, 1, { slice: 99, phase: 99 })
    expect(place.place).toEqual({ slice: 3, phase: 2 })
  })
})

describe('frames', () => {
  test('X16: a frame of the study before, arriving late, is never shown', async () => {
    const late: (() => void)[] = []
    withHost({
      frame: ({ id, slice, phase }) =>
        id === 'case-1'
          ? new Promise((resolve) => late.push(() => resolve(frame(id, slice, phase))))
          : Promise.resolve(frame(id, slice, phase)),
    })
    const frames = useFramesStore()
    frames.reset('case-1')
    frames.want([{ slice: 0, phase: 0 }])
    await vi.waitFor(() => expect(late).toHaveLength(1))
    frames.reset('case-2')
    frames.want([{ slice: 0, phase: 0 }])
    await vi.waitFor(() => expect(frames.frameAt({ slice: 0, phase: 0 })).not.toBeNull())
    late[0]!()
    await new Promise(setImmediate)
    await new Promise(setImmediate)
    expect(frames.frameAt({ slice: 0, phase: 0 })?.stored[0]).toBe(200)
  })

  test('what is wanted now goes before what was wanted a moment ago', async () => {
    const asked: number[] = []
    const answers: (() => void)[] = []
    withHost({
      frame: ({ id, slice, phase }) => {
        asked.push(phase)
        return new Promise((resolve) => answers.push(() => resolve(frame(id, slice, phase))))
      },
    })
    const frames = useFramesStore()
    frames.reset('case-1')
    frames.want(Array.from({ length: 20 }, (_, phase) => ({ slice: 0, phase })))
    await vi.waitFor(() => expect(asked).toHaveLength(4))
    frames.want([{ slice: 0, phase: 77 }])
    answers[0]!()
    await vi.waitFor(() => expect(asked).toEqual([0, 1, 2, 3, 77]))
  })

  test('R-RD-11: a frame that cannot be decoded is told, and its neighbours stay usable', async () => {
    withHost({
      frame: ({ id, slice, phase }) =>
        phase === 1
          ? Promise.reject(
              new SeptumError('TRANSFER_SYNTAX_UNSUPPORTED', { file: '1.dcm', syntax: 'MPEG-4' }),
            )
          : Promise.resolve(frame(id, slice, phase)),
    })
    const frames = useFramesStore()
    frames.reset('case-1')
    frames.want([0, 1, 2].map((phase) => ({ slice: 0, phase })))
    await vi.waitFor(() => expect(frames.frameAt({ slice: 0, phase: 2 })).not.toBeNull())
    expect(frames.faultAt({ slice: 0, phase: 1 })?.cause).toContain('MPEG-4')
    expect(frames.frameAt({ slice: 0, phase: 1 })).toBeNull()
  })
})

describe('contours and their journal', () => {
  const gesture = { id: 'e1', at: '2026-01-01T10:00:00.000Z', actor: 'AB' }

  test('an imported contour that was deleted comes back by undo, byte for byte, also after reopening (R-UN-7)', () => {
    withHost({})
    const store = useSegmentationStore()
    store.load(study('case-1'))
    const before = segmentationText(store.segmentation)
    const journal = [store.record(deleteContour(store.segmentation, expert, gesture)!)]
    expect(store.segmentation.contours.size).toBe(0)

    store.load(study('case-1', journal))
    expect(store.segmentation.contours.size).toBe(0)
    store.follow(store.nextUndo!, 'undo', gesture.at)
    expect(segmentationText(store.segmentation)).toBe(before)
    expect(store.nextUndo).toBeNull()
    expect(store.nextRedo?.edit.label).toBe('Delete, LV endo')
  })

  const entry = (id: string): JournalEntry => ({
    type: 'edit',
    edit: {
      id,
      label: 'Flag slice',
      at: gesture.at,
      actor: 'AB',
      place: null,
      changes: [{ kind: 'flagged', place: '0/0', before: false, after: true }],
    },
  })

  test('R-ALL-7: an edit is saved as soon as the disk has it', async () => {
    withHost({ append: () => Promise.resolve({ savedAt: '2026-01-01T12:04:31.000Z' }) })
    const saving = useSavingStore()
    saving.add('case-1', entry('a'))
    expect(saving.saving.phase).toBe('saving')
    await vi.waitFor(() => expect(saving.saving).toEqual({ phase: 'saved', at: '2026-01-01T12:04:31.000Z' }))
    expect(saving.waiting).toBe(0)
  })

  test('R-AS-4: with a full disk editing goes on, and Retry writes everything in order', async () => {
    const written: string[] = []
    let full = true
    withHost({
      append: ({ entries }) => {
        if (full) return Promise.reject(new SeptumError('DISK_FULL', { file: 'journal' }))
        written.push(...entries.map((one) => (one.type === 'edit' ? one.edit.id : one.type)))
        return Promise.resolve({ savedAt: gesture.at })
      },
    })
    const saving = useSavingStore()
    saving.add('case-1', entry('a'))
    saving.add('case-1', entry('b'))
    await vi.waitFor(() =>
      expect(saving.saving).toMatchObject({ phase: 'unsaved', fault: { code: 'DISK_FULL' } }),
    )
    saving.add('case-1', entry('c'))
    expect(saving.waiting).toBe(3)
    full = false
    await saving.retry()
    await vi.waitFor(() => expect(saving.saving.phase).toBe('saved'))
    expect(written).toEqual(['a', 'b', 'c'])
  })

  test('R-AS-4: after two hundred unsaved steps no more are taken', () => {
    withHost({ append: () => new Promise(() => undefined) })
    const saving = useSavingStore()
    for (let i = 0; i < 199; i++) saving.add('case-1', entry(String(i)))
    expect(saving.full).toBe(false)
    saving.add('case-1', entry('last'))
    expect(saving.full).toBe(true)
  })
})

describe('slices and phases', () => {
  const begin = () => {
    withHost({})
    const place = usePlaceStore()
    place.start(study('case-1').opened.grid, 0, 2, null)
    return place
  }
  const marks = { ed: 0, es: 2 }

  test('phases wrap, slices stop at base and apex', () => {
    const place = begin()
    place.stepPhase(-1)
    expect(place.phase).toBe(2)
    place.stepPhase(1)
    expect(place.phase).toBe(0)
    place.stepSlice(-9)
    expect(place.slice).toBe(0)
    place.stepSlice(9)
    expect(place.slice).toBe(3)
  })

  test('two panes show ED beside ES; D and S choose between them and change neither', () => {
    const place = begin()
    place.setLayout('pair', marks)
    expect(place.phases).toEqual([0, 2])
    place.goToMark(marks, 'es')
    expect(place.active).toBe(1)
    place.goToMark(marks, 'ed')
    expect(place.active).toBe(0)
    expect(place.phases).toEqual([0, 2])
  })

  test('a double click shows one pane alone, and the next one brings the others back', () => {
    const place = begin()
    place.setLayout('montage', marks)
    place.active = 1
    place.toggleMaximised()
    expect(place.layout).toBe('single')
    expect(place.phase).toBe(2)
    place.toggleMaximised()
    expect(place.layout).toBe('montage')
    expect(place.phases).toEqual([0, 2])
  })
})
