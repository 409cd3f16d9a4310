import { layerAndWeight, type NameMap } from '../nameMap'

/** Keras 2's groups of the published fcn-tran: `conv1/conv1/kernel:0`, layers without weights as empty groups. */
export const fcnTranKeras: NameMap = {
  id: 'fcn-tran-keras',
  title: 'fully convolutional network of Tran as Keras weights',
  networks: ['fcn-tran'],
  knows: (names) => [...names].some((name) => name.startsWith('score_conv15/')),
  source: (weight) => {
    const [layer, kind] = layerAndWeight(weight)
    return { names: [`${layer}/${layer}/${kind}:0`, `${layer}/${kind}:0`], layout: 'same' }
  },
}
