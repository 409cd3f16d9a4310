import { afterEach, expect, test } from 'vitest'
import { Samples } from '#electron/compute/training/batches'
import { labelledCases } from '#electron/compute/training/labelledCases'
import { preparedVolumes } from '#electron/compute/training/preparedVolume'
import { openCase } from '#electron/datasets/openCase'
import { niftiGzBytes } from '#electron/formats/nifti/writeNifti'
import { saveLabelMap } from '#electron/host/labels/labelStore'
import { Experiment } from '#shared/domain/experiment'
import { folderWith } from '../../../../fixtures/folders'

afterEach(() => void delete process.env.SEPTUM_WORKSPACE)

const side = 16
const shape = [1, 1, side, side] as const
const grid = { grid: { spacingMm: { x: 1, y: 1, z: 8 }, orientation: null }, unitAffine: true }
/** Value 7 is what one reader drew as the RV; 9 is a whole LV that nobody measures. */
const values = Int16Array.from({ length: side * side }, (_, i) => (i % side < 4 ? 7 : i % side > 11 ? 9 : 0))

test('a source whose reader drew the RV alone trains the RV alone: the LV counts in no loss (X24, R-DS-2)', async () => {
  process.env.SEPTUM_WORKSPACE = folderWith()
  const folder = folderWith({
    'dataset.json': JSON.stringify({ channel_names: { 0: 'MRI' }, labels: { background: 0, a: 7, b: 9 } }),
    'imagesTr/h_1_0000.nii.gz': niftiGzBytes({ shape, data: Float32Array.from(values) }, grid),
    'labelsTr/h_1.nii.gz': niftiGzBytes({ shape, data: values }, grid),
  })
  const map = { 0: 'background', 7: 'rv-cavity', 9: 'not-labelled' } as const
  await saveLabelMap(process.env.SEPTUM_WORKSPACE, {
    ...{ folder, layout: 'nnunet', values: [0, 7, 9], map, fillLines: false },
  })
  const [source] = await labelledCases(folder, 'auto', new AbortController().signal)
  expect(source!.labelled).toEqual(['rv-endo'])
  const { preparation } = Experiment.parse({
    ...{
      schema: 'septum-experiment/1',
      name: 'x',
      data: { folder, split: { train: ['h_1'], validation: ['h_1'], test: [] } },
    },
    preparation: { spacingMm: null, side },
  })
  const volumes = await preparedVolumes(source!, openCase, preparation, () => undefined)
  expect(volumes[0]!.labelled).toEqual(['rv-cavity'])
  const channels = ['rv-cavity', 'lv-cavity'] as const
  const samples = new Samples(volumes, { side, window: null, channels, augmentation: null, seed: 1 })
  const { labelled, targets } = samples.batch([0], 'as they are')
  expect([...labelled]).toEqual([1, 0])
  expect(targets.filter((value, i) => i % 2 === 0 && value === 1)).toHaveLength(4 * side)
  // What is neither structure nor background counts nowhere, pixel by pixel.
  expect(targets.filter((value, i) => i % 2 === 0 && value === -1)).toHaveLength(4 * side)
  expect(samples.ignoring).toBe(true)
})
