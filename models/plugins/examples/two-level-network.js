/** A U of two levels. `shape` is [height, width, 1], even; `classes` the number of structures. */
export default {
  septum: 1,
  kind: 'network',
  id: 'two-levels',
  title: 'Two levels, as an example',
  build(tf, shape, classes, { seed }) {
    let number = 0
    const convolved = (filters, name) => (x) =>
      tf.layers
        .conv2d({
          ...{ name, filters, kernelSize: 3, padding: 'same', activation: 'relu' },
          kernelInitializer: tf.initializers.heNormal({ seed: seed + number++ }),
        })
        .apply(x)
    const image = tf.input({ shape: [...shape] })
    const fine = convolved(8, 'level_1')(image)
    const coarse = convolved(16, 'level_2')(tf.layers.maxPooling2d({ poolSize: 2 }).apply(fine))
    const up = tf.layers.upSampling2d({ size: [2, 2] }).apply(coarse)
    const joined = convolved(8, 'joined')(tf.layers.concatenate().apply([fine, up]))
    const scores = tf.layers
      .conv2d({
        ...{ name: 'scores', filters: classes, kernelSize: 1 },
        kernelInitializer: tf.initializers.glorotUniform({ seed: seed + number++ }),
      })
      .apply(joined)
    return tf.model({ inputs: image, outputs: tf.layers.activation({ activation: 'sigmoid' }).apply(scores) })
  },
}
