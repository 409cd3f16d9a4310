import * as tf from '@tensorflow/tfjs'

/**
 * A network as TensorFlow.js keeps layers models: `model.json`, which names its weights, and `weights.bin`. It is read by
 * `tf.loadLayersModel` where our layers' classes are registered (models/layers); which ones it needs is told in
 * `userDefinedMetadata.customLayers`, beside `facts`.
 */
export async function tfjsFiles(
  network: tf.LayersModel,
  facts: Readonly<Record<string, string>>,
): Promise<{ model: Uint8Array; weights: Uint8Array }> {
  let saved: tf.io.ModelArtifacts | null = null
  await network.save(
    tf.io.withSaveHandler((artifacts) => {
      saved = artifacts
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } })
    }),
  )
  const { modelTopology, weightSpecs, weightData } = saved! as tf.io.ModelArtifacts
  const json = {
    format: 'layers-model',
    generatedBy: `septum, TensorFlow.js tfjs-layers ${tf.version_layers}`,
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
    userDefinedMetadata: { ...facts, customLayers: customLayers(network) },
  }
  return {
    model: new TextEncoder().encode(JSON.stringify(json)),
    weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
  }
}

/** Classes of layers that TensorFlow.js itself does not have. */
export function customLayers(network: tf.LayersModel): string[] {
  const names = new Set(network.layers.map((layer) => layer.getClassName()))
  return [...names].filter((name) => !ofTensorFlow.has(name)).sort()
}

const ofTensorFlow: ReadonlySet<string> = new Set([
  'InputLayer',
  'Conv2D',
  'Conv3D',
  'Conv2DTranspose',
  'Conv3DTranspose',
  'MaxPooling2D',
  'MaxPooling3D',
  'ZeroPadding2D',
  'UpSampling2D',
  'Activation',
  'ReLU',
  'LeakyReLU',
  'ELU',
  'Add',
  'Average',
  'Concatenate',
  'Dropout',
  'BatchNormalization',
])
