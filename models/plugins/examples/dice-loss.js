/** Soft Dice over the batch, the mean over structures (S4's custom layer): the same numbers as Septum's own `dice`. */
export default {
  septum: 1,
  kind: 'loss',
  id: 'dice-example',
  title: 'Dice, as an example',
  /** truth, prediction: [n, height, width, structures]; nought where a structure was not labelled. */
  loss(tf, truth, prediction, { labelled, smooth = 1e-5 }) {
    const pixels = truth.shape.slice(0, -1).map((_, axis) => axis)
    const overlap = tf.sum(tf.mul(truth, prediction), pixels)
    const sizes = tf.add(tf.sum(truth, pixels), tf.sum(prediction, pixels))
    const missing = tf.sub(1, tf.div(tf.add(tf.mul(overlap, 2), smooth), tf.add(sizes, smooth)))
    const counted = tf.max(labelled, 0)
    return tf.div(tf.sum(tf.mul(missing, counted)), tf.maximum(tf.sum(counted), 1))
  },
}
