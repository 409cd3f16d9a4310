import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NetworkId } from '#shared/domain/network'
import { countOf, type NamedArray } from '#shared/domain/namedArray'
import { layersOf, transferLines } from '#shared/domain/transferReport'
import { planTransfer, type TransferTarget } from '#models/transfer/planTransfer'
import { transferredValues, withPlanes } from '#models/transfer/transferred'

const array = (name: string, shape: number[], first = 0): NamedArray => ({
  name,
  shape,
  values: () => Promise.resolve(Float32Array.from({ length: countOf(shape) }, (_, i) => first + i)),
})
const target = (
  network: NetworkId,
  shapes: Record<string, number[]>,
  structures = ['lv-cavity'],
): TransferTarget => ({
  network,
  structures,
  weights: Object.entries(shapes).map(([name, shape]) => ({ name, shape })),
})
const file = (arrays: NamedArray[], structures: string[] | null = null) => ({
  name: 'net',
  arrays,
  structures,
})

describe('names of each network and format (networks.md E3)', () => {
  const vggLayers = {
    'conv1_1/kernel': [3, 3, 3, 64],
    'conv5_3/kernel': [3, 3, 8, 8],
    'fc6/kernel': [7, 7, 8, 64],
  }
  const alexLayers = {
    'conv1/kernel': [11, 11, 3, 96],
    'conv5/kernel': [3, 3, 4, 8],
    'fc6/kernel': [6, 6, 8, 64],
  }
  const rgb = [3, 3, 3, 64]
  test.each<[string, NetworkId, Record<string, number[]>, NamedArray[]]>([
    [
      'VGG-16 of Caffe',
      'fcn-8s',
      vggLayers,
      [array('conv1_1/0', [64, 3, 3, 3]), array('conv5_3/0', [8, 8, 3, 3]), array('fc6/0', [64, 392])],
    ],
    [
      'VGG-16 as a NumPy dictionary',
      'fcn-8s',
      vggLayers,
      [array('conv1_1/0', rgb), array('conv5_3/0', [3, 3, 8, 8]), array('fc6/0', [392, 64])],
    ],
    [
      'VGG-16 of MXNet as ONNX',
      'fcn-8s',
      vggLayers,
      [
        array('vgg0_conv0_weight', [64, 3, 3, 3]),
        array('vgg0_conv12_weight', [8, 8, 3, 3]),
        array('vgg0_dense0_weight', [64, 392]),
      ],
    ],
    [
      'VGG-16 of torchvision',
      'fcn-8s',
      vggLayers,
      [
        array('features.0.weight', [64, 3, 3, 3]),
        array('features.28.weight', [8, 8, 3, 3]),
        array('classifier.0.weight', [64, 392]),
      ],
    ],
    [
      'VGG-16 of Keras',
      'fcn-8s',
      vggLayers,
      [
        array('block1_conv1/block1_conv1_W_1:0', rgb),
        array('block5_conv3/block5_conv3/kernel:0', [3, 3, 8, 8]),
        array('fc1/fc1/kernel:0', [392, 64]),
      ],
    ],
    [
      'AlexNet of Caffe',
      'fcn-alexnet',
      alexLayers,
      [array('conv1/0', [96, 3, 11, 11]), array('conv5/0', [8, 4, 3, 3]), array('fc6/0', [64, 288])],
    ],
    [
      'AlexNet as a NumPy dictionary',
      'fcn-alexnet',
      alexLayers,
      [array('conv1/0', [11, 11, 3, 96]), array('conv5/0', [3, 3, 4, 8]), array('fc6/0', [288, 64])],
    ],
    [
      'AlexNet of Caffe2 as ONNX',
      'fcn-alexnet',
      alexLayers,
      [array('conv1_w_0', [96, 3, 11, 11]), array('conv5_w_0', [8, 4, 3, 3]), array('fc6_w_0', [64, 288])],
    ],
    [
      'fully convolutional network of Tran as Keras weights',
      'fcn-tran',
      {
        'conv1/kernel': [3, 3, 1, 64],
        'score_conv15/kernel': [1, 1, 512, 1],
        'upsample1/kernel': [3, 3, 1, 1],
      },
      [
        array('conv1/conv1/kernel:0', [3, 3, 1, 64]),
        array('score_conv15/score_conv15/kernel:0', [1, 1, 512, 1]),
        array('upsample1/upsample1/kernel:0', [3, 3, 1, 1]),
      ],
    ],
  ])('%s', (title, network, shapes, arrays) => {
    const { report } = planTransfer(target(network, shapes), file(arrays), false)
    expect(report).toMatchObject({ kind: title, adapted: [], skipped: [], unexpected: [] })
    expect(report.loaded).toEqual(Object.keys(shapes))
  })

  const deeplab = {
    'layer2.block1.shortcut/kernel': [1, 1, 4, 8],
    'layer2.block1.shortcut.bn/gamma': [8],
    'layer2.block1.shortcut.bn/running_mean': [8],
    'layer2.block1.shortcut.bn/updates': [1],
    'aspp.stages.imagepool/kernel': [1, 1, 8, 2],
    'fc1/kernel': [1, 1, 10, 4],
    'fc2/bias': [2],
  }
  const unit = (name: string, word: string): NamedArray[] => [
    array(`${name}.${word}.conv.weight`, [8, 4, 1, 1]),
    array(`${name}.${word}.bn.weight`, [8]),
    array(`${name}.${word}.bn.running_mean`, [8]),
    array(`${name}.${word}.bn.num_batches_tracked`, []),
  ]
  test('DeepLab as a state dictionary: the norms of a file count as measured', () => {
    const { report, measured } = planTransfer(
      target('deeplab-v3', deeplab),
      file([
        ...unit('base.layer2.block1', 'shortcut'),
        array('base.aspp.stages.imagepool.conv.conv.weight', [2, 8, 1, 1]),
        array('base.fc1.conv.weight', [4, 10, 1, 1]),
        array('base.fc2.bias', [2]),
      ]),
      false,
    )
    expect(report).toMatchObject({ skipped: [], unexpected: [] })
    expect(report.loaded).toHaveLength(6)
    expect(measured).toEqual(['layer2.block1.shortcut.bn/updates'])
  })
  test('the revisions of 2018: other names, and the image mean first among the ten maps of fc1, here last', async () => {
    const { steps, report } = planTransfer(
      target('deeplab-v3', deeplab),
      file([
        ...unit('scale.layer2.block1', 'proj'),
        array('scale.aspp.imagepool.conv.conv.weight', [2, 8, 1, 1]),
        array('scale.fc1.conv.weight', [4, 10, 1, 1]),
        array('scale.fc2.bias', [2]),
      ]),
      false,
    )
    expect(report).toMatchObject({ skipped: [], unexpected: [] })
    const fc1 = await transferredValues(
      steps.find(({ weight }) => weight === 'fc1/kernel')!,
      () => new Float32Array(),
    )
    // Of output 0 the file has 0, 1 for the image mean and 2 to 9 for the rest.
    expect(Array.from({ length: 10 }, (_, map) => fc1[4 * map])).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 0, 1])
  })
  test("DeepLab of Caffe: the statistics are divided by the norm's third blob, scale and shift lie in a layer of their own", async () => {
    const one = (name: string, value: number): NamedArray => array(name, [1], value)
    const { steps, report } = planTransfer(
      target('deeplab-v2', {
        'layer2.block1.reduce/kernel': [1, 1, 1, 1],
        'layer2.block1.reduce.bn/gamma': [1],
        'layer2.block1.reduce.bn/beta': [1],
        'layer2.block1.reduce.bn/running_variance': [1],
        'layer4.block8.reduce/kernel': [1, 1, 1, 1],
        'aspp.c2/bias': [2],
      }),
      file([
        array('res2a_branch2a/0', [1, 1, 1, 1], 5),
        ...[one('bn2a_branch2a/0', 30), one('bn2a_branch2a/1', 60), one('bn2a_branch2a/2', 4)],
        ...[one('scale2a_branch2a/0', 2), one('scale2a_branch2a/1', 3)],
        array('res4b7_branch2a/0', [1, 1, 1, 1], 7),
        array('fc1_voc12_c2/1', [2]),
      ]),
      false,
    )
    const values = await Promise.all(
      steps.map(async (step) => (await transferredValues(step, () => new Float32Array()))[0]),
    )
    expect(values).toEqual([5, 2, 3, 15, 7, 0])
    expect(report.unexpected).toEqual(['bn2a_branch2a/0'])
  })
  test('ResNet-101 of torchvision fits, and the report says that it is another function', () => {
    const { report } = planTransfer(
      target('deeplab-v3', {
        'layer1.conv1/kernel': [7, 7, 3, 64],
        'layer4.block23.reduce/kernel': [1, 1, 8, 4],
      }),
      file([
        array('conv1.weight', [64, 3, 7, 7]),
        array('layer3.22.conv1.weight', [4, 8, 1, 1]),
        array('fc.bias', [9]),
      ]),
      false,
    )
    expect(report).toMatchObject({ skipped: [], unexpected: [] })
    expect(report.reads).toMatch(/3 × 3/)
  })
  test("torchvision's AlexNet is refused: it is another network", () => {
    const arrays = [
      array('features.0.weight', [64, 3, 11, 11]),
      array('features.3.weight', [1]),
      array('classifier.1.weight', [1]),
    ]
    const plan = () =>
      planTransfer(target('fcn-alexnet', { 'conv1/kernel': [11, 11, 3, 96] }), file(arrays), true)
    expect(plan).toThrow(expect.objectContaining({ code: 'WEIGHTS_FOREIGN' }))
    expect(plan).toThrow(/torchvision/)
  })
})

describe('what does not fit is adapted, or refused with the way out (R-TR-4, networks.md E4)', () => {
  const net = {
    'conv1/kernel': [3, 3, 1, 4],
    'conv2/kernel': [3, 3, 4, 8],
    'out/kernel': [1, 1, 8, 4],
    'out/bias': [4],
  }
  const hearts = ['rv-cavity', 'lv-myocardium', 'lv-cavity']
  const rgb = [
    array('conv1/kernel', [3, 3, 3, 4]),
    array('conv2/kernel', [3, 3, 4, 8]),
    array('out/kernel', [1, 1, 8, 2]),
    array('out/bias', [2], 100),
    array('extra/kernel', [1]),
  ]
  test('without adaptation the first misfit is named, with the suggestion', () => {
    const plan = () => planTransfer(target('unet-2d', net, hearts), file(rgb, ['lv-cavity']), false)
    expect(plan).toThrow(expect.objectContaining({ code: 'WEIGHTS_MISFIT' }))
    expect(plan).toThrow('conv1/kernel is 3 × 3 × 3 × 4 there and 3 × 3 × 1 × 4 in this network')
  })
  test('with it: colour to grey, and the rows of the classes that both have', async () => {
    const { steps, report } = planTransfer(target('unet-2d', net, hearts), file(rgb, ['lv-cavity']), true)
    expect(report.loaded).toEqual(['conv2/kernel'])
    expect(report.adapted.map(({ weight }) => weight)).toEqual(['conv1/kernel', 'out/kernel', 'out/bias'])
    expect(report.unexpected).toEqual(['extra/kernel'])
    const bias = await transferredValues(steps.at(-1)!, () => Float32Array.of(-1, -2, -3, -4))
    // Background and LV cavity come from the file, RV and myocardium begin afresh.
    expect([...bias]).toEqual([100, -2, -3, 101])
    expect(transferLines(report).join('\n')).toMatch(
      /1 weights loaded, 3 adapted, 0 skipped[^]*conv1: its 3 colour planes[^]*out: 2 of 4 classes kept[^]*Not used: extra\/kernel/,
    )
  })
  test('where the file does not say what its classes are: first rows when there are more now, else a fresh head', () => {
    const plan = (structures: string[], outs: number) =>
      planTransfer(
        target('unet-2d', { ...net, 'out/kernel': [1, 1, 8, outs], 'out/bias': [outs] }, structures),
        file(rgb),
        true,
      )
    expect(plan(hearts, 4).report.adapted.map(({ weight }) => weight)).toContain('out/kernel')
    const fewer = plan(['lv-cavity'], 1).report
    expect(layersOf(fewer.skipped.map(({ weight }) => weight))).toEqual(['out'])
  })
  test('a layer of another width is skipped, and a file of nothing but such is of another network', () => {
    const wide = [array('conv1/kernel', [3, 3, 1, 4]), array('conv2/kernel', [3, 3, 4, 9])]
    const { report } = planTransfer(target('unet-2d', net, hearts), file(wide), true)
    expect(report.skipped[0]).toEqual({
      weight: 'conv2/kernel',
      how: '3 × 3 × 4 × 9 in the file, 3 × 3 × 4 × 8 here',
    })
    const plan = () => planTransfer(target('unet-2d', net, hearts), file(wide.slice(1)), true)
    expect(plan).toThrow(expect.objectContaining({ code: 'WEIGHTS_FOREIGN' }))
  })
  test('grey planes and colour planes give the same for a grey image, exactly summed (Q29)', () => {
    const values = fc.float32Array({
      minLength: 24,
      maxLength: 24,
      noNaN: true,
      noDefaultInfinity: true,
      min: -100,
      max: 100,
    })
    fc.assert(
      fc.property(values, (filter) => {
        const grey = withPlanes(filter, [2, 2, 3, 2], 1)
        const back = withPlanes(grey, [2, 2, 1, 2], 3)
        // One tap of one map on a plane of ones: what three copies gave, and what three copies give again.
        for (let at = 0; at < 8; at++) {
          const [tap, map] = [Math.floor(at / 2), at % 2]
          const three = [0, 1, 2].map((plane) => filter[(tap * 3 + plane) * 2 + map]!)
          const again = [0, 1, 2].map((plane) => back[(tap * 3 + plane) * 2 + map]!)
          expect(grey[at]).toBe(Math.fround(three.reduce((sum, value) => sum + value, 0)))
          expect(again.reduce((sum, value) => sum + value, 0)).toBeCloseTo(grey[at]!, 3)
        }
      }),
    )
  })
  test('red, green, blue become blue, green, red where the file was made for the former', async () => {
    const { steps } = planTransfer(
      target('fcn-8s', { 'conv1_1/kernel': [1, 1, 3, 2] }),
      file([array('features.0.weight', [2, 3, 1, 1]), array('features.28.weight', [1, 1, 1, 1])]),
      false,
    )
    // Out 0 has 0, 1, 2 for red, green, blue; out 1 has 3, 4, 5.
    expect([...(await transferredValues(steps[0]!, () => new Float32Array()))]).toEqual([2, 5, 1, 4, 0, 3])
  })
})
