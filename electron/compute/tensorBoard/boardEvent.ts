import { ProtobufWriter } from '#electron/onnx/protobuf'

/** What an event file tells. */
export type BoardEvent =
  /** The first event of a file. */
  | { readonly kind: 'version' }
  /** From `step` on what was told before no longer holds: the run was taken up again. */
  | { readonly kind: 'start' }
  | { readonly kind: 'scalars'; readonly values: Readonly<Record<string, number>> }
  /** Markdown. */
  | { readonly kind: 'text'; readonly tag: string; readonly text: string }

/**
 * An event as bytes of TensorFlow's `Event` message (tensorboard/compat/proto/event.proto, summary.proto, tensor.proto);
 * the numbers are those of the fields there.
 */
export function eventBytes(at: Date, step: number, event: BoardEvent): Uint8Array {
  const message = new ProtobufWriter()
  message.double(1, at.getTime() / 1000)
  if (step > 0) message.int(2, step)
  switch (event.kind) {
    case 'version':
      message.string(3, 'brain.Event:2')
      break
    case 'start':
      nested(message, 7, (log) => log.int(1, 1)) // SessionLog.START
      break
    case 'scalars':
      nested(message, 5, (summary) => {
        for (const [tag, value] of Object.entries(event.values)) nested(summary, 1, scalar(tag, value))
      })
      break
    case 'text':
      nested(message, 5, (summary) => nested(summary, 1, text(event.tag, event.text)))
  }
  return message.bytes()
}

type Fill = (message: ProtobufWriter) => void

const scalar =
  (tag: string, value: number): Fill =>
  (one) => {
    one.string(1, tag)
    one.float(2, value)
  }

/** A summary of the text plug-in: a tensor of one string, and the name of who is to show it. */
const text =
  (tag: string, markdown: string): Fill =>
  (value) => {
    value.string(1, tag)
    nested(value, 8, (tensor) => {
      tensor.int(1, 7) // DT_STRING
      nested(tensor, 2, (shape) => nested(shape, 2, (side) => side.int(1, 1)))
      tensor.string(8, markdown)
    })
    nested(value, 9, (metadata) => {
      nested(metadata, 1, (plugin) => plugin.string(1, 'text'))
      metadata.int(4, 2) // DATA_CLASS_TENSOR
    })
  }

/** A message as a field of another. */
function nested(outer: ProtobufWriter, field: number, fill: Fill): void {
  const inner = new ProtobufWriter()
  fill(inner)
  outer.message(field, inner)
}
