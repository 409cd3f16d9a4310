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
      message.message(
        7,
        built((log) => log.int(1, 1)),
      ) // SessionLog.START
      break
    case 'scalars':
      message.message(
        5,
        built((summary) => scalars(summary, event.values)),
      )
      break
    case 'text':
      message.message(
        5,
        built((summary) => summary.message(1, text(event.tag, event.text))),
      )
  }
  return message.bytes()
}

function scalars(summary: ProtobufWriter, values: Readonly<Record<string, number>>): void {
  for (const [tag, value] of Object.entries(values))
    summary.message(
      1,
      built((one) => {
        one.string(1, tag)
        one.float(2, value)
      }),
    )
}

/** A summary of the text plug-in: a tensor of one string, and the name of who is to show it. */
const text = (tag: string, markdown: string): ProtobufWriter =>
  built((value) => {
    value.string(1, tag)
    value.message(
      8,
      built((tensor) => {
        tensor.int(1, 7) // DT_STRING
        tensor.message(
          2,
          built((shape) =>
            shape.message(
              2,
              built((side) => side.int(1, 1)),
            ),
          ),
        )
        tensor.string(8, markdown)
      }),
    )
    value.message(
      9,
      built((metadata) => {
        metadata.message(
          1,
          built((plugin) => plugin.string(1, 'text')),
        )
        metadata.int(4, 2) // DATA_CLASS_TENSOR
      }),
    )
  })

function built(fill: (message: ProtobufWriter) => void): ProtobufWriter {
  const message = new ProtobufWriter()
  fill(message)
  return message
}
