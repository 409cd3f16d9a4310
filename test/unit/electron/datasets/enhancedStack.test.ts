import { expect, test } from 'vitest'
import { stackFrames } from '#electron/datasets/stackFrame'
import { stackGrid } from '#electron/datasets/stackGrid'
import { decodeDicom } from '#electron/formats/dicom/readDicom'
import { dicomFile, fd, sequence, ul, us, type Attributes } from '../../../fixtures/dicomFiles'

interface FrameOfCine {
  readonly zMm: number
  readonly phase: number
}

/** Frames of 2 slices × 3 phases, in no order. */
const frames: readonly FrameOfCine[] = [
  { zMm: 90, phase: 2 },
  { zMm: 100, phase: 0 },
  { zMm: 100, phase: 2 },
  { zMm: 90, phase: 1 },
  { zMm: 100, phase: 1 },
  { zMm: 90, phase: 0 },
]

const shared: Attributes = {
  0x00209116: ['SQ', sequence([{ 0x00200037: ['DS', '1\\0\\0\\0\\1\\0'] }])],
  0x00289110: ['SQ', sequence([{ 0x00180050: ['DS', '8'], 0x00280030: ['DS', '1.5\\1.25'] }])],
  0x00289132: ['SQ', sequence([{ 0x00281050: ['DS', '300'], 0x00281051: ['DS', '601'] }])],
}

/** An enhanced multi-frame cine whose frames say when they were taken in one way. */
function cine(time: (frame: FrameOfCine) => Attributes): Uint8Array {
  const perFrame = frames.map((frame) => ({
    ...time(frame),
    0x00209113: ['SQ', sequence([{ 0x00200032: ['DS', `-50\\-50\\${frame.zMm}`] }])] as const,
  }))
  const pointer = (element: number): Attributes => ({
    0x00209165: ['AT', Uint8Array.from([...us(0x20), ...us(element)])],
  })
  return dicomFile({
    pixels: new Uint8Array(frames.length * 24),
    more: {
      0x00080016: ['UI', '1.2.840.10008.5.1.4.1.1.4.1'],
      0x00280008: ['IS', String(frames.length)],
      0x00280030: ['DS', ''],
      0x00209222: ['SQ', sequence([pointer(0x9057), pointer(0x9128)])],
      0x52009229: ['SQ', sequence([shared])],
      0x52009230: ['SQ', sequence(perFrame)],
    },
  })
}

const content = (attributes: Attributes): Attributes => ({ 0x00209111: ['SQ', sequence([attributes])] })

test.each<[string, (frame: FrameOfCine) => Attributes]>([
  [
    'trigger delays',
    ({ phase }) => ({ 0x00189118: ['SQ', sequence([{ 0x00209153: ['FD', fd(25 * phase)] }])] }),
  ],
  ['temporal position indices', ({ phase }) => content({ 0x00209128: ['UL', ul(phase + 1)] })],
  [
    'dimension indices',
    ({ phase, zMm }) => content({ 0x00209157: ['UL', ul(zMm === 100 ? 1 : 2, phase + 1)] }),
  ],
])(
  'an enhanced cine becomes a grid of slices and phases by its positions and %s (F-OP-3, F-OP-4)',
  (_, time) => {
    const { header } = decodeDicom(cine(time), 'cine.dcm')
    expect(header.window).toEqual({ centre: 299.5, width: 600 })
    const { grid, places, warnings } = stackGrid(stackFrames('cine.dcm', header))
    expect(warnings).toEqual([])
    expect(grid).toMatchObject({ slices: 2, phases: 3, spacingMm: { x: 1.25, y: 1.5, z: 10 } })
    const order = places.map((slice) => slice.map((place) => frames[place!.frame]!.phase))
    expect(order).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ])
  },
)
