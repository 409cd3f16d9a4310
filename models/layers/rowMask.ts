import * as tf from '@tensorflow/tfjs'

/** Channels that one row of a mask's table covers. */
export const rowWidth = 16

/** The mask of a coming step: see `timesRows`. */
export interface RowMask {
  /** [images, groups, …pixels] */
  readonly rows: tf.Tensor
  /** [rows, rowWidth] */
  readonly table: tf.Tensor2D
}

/**
 * Every number of maps [images, …pixels, channels] times its own factor, which stands in a table: channels 16g to
 * 16g + 15 of a pixel are multiplied by row `rows[image, g, …pixel]` of it. A mask is a sixteenth as many row numbers as
 * it has elements, which is what makes it cheap to draw and to feed. The mask has no gradient. An engine's own kernel,
 * RowMask (x, rows, table), may read the rows in its own layout.
 */
export function timesRows(x: tf.Tensor, { rows, table }: RowMask): tf.Tensor {
  const scale = tf.customGrad((maps, save) => {
    const remember = save as tf.GradSaveFunc
    remember([rows, table])
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor => {
      const [savedRows, savedTable] = saved as [tf.Tensor, tf.Tensor2D]
      return masked(dy, savedRows, savedTable)
    }
    return { value: masked(maps as tf.Tensor, rows, table), gradFunc }
  })
  return scale(x)
}

function masked(x: tf.Tensor, rows: tf.Tensor, table: tf.Tensor2D): tf.Tensor {
  if (tf.getKernel('RowMask', tf.getBackend())) return tf.engine().runKernel('RowMask', { x, rows, table })
  const channels = x.shape.at(-1) ?? 0
  const [images = 0, groups = 0, ...pixels] = rows.shape
  const last = [0, ...pixels.map((_, axis) => axis + 2), 1]
  const indices = tf.cast(tf.transpose(rows, last), 'int32')
  const factors = tf.reshape(tf.gather(table, indices), [images, ...pixels, groups * rowWidth])
  const begin = factors.shape.map(() => 0)
  const exact =
    groups * rowWidth === channels ? factors : tf.slice(factors, begin, [images, ...pixels, channels])
  return tf.mul(x, exact)
}
