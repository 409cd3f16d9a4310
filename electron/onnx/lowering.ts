import { Emitter } from './emitter'
import { elements, Value, type Shape } from './ir'
import type { Provider } from './runtime'

export interface LoweringOptions {
  /** Channels in a block of the blocked layout; 0 = plain ONNX only. */
  readonly block: number
  /** Only operators of the ONNX standard. */
  readonly portable?: boolean
  /** What runs the model; default: the processor. */
  readonly provider?: Provider
  /** Convolutions and matrix products in half precision, all else in single. */
  readonly half?: boolean
}

interface Forms {
  plain?: string | undefined
  /** [N, C/B, H, W, B] */
  blocked?: string | undefined
  /** The same bytes under the shape [N, C, H, W], as the blocked operators take them. */
  blocked4?: string | undefined
  /** A concatenation over channels that nobody asked for as a whole yet: convolutions read its parts. */
  parts?: readonly Value[] | undefined
  /** A volume [n, d, h, w, c] as d images [n, h, w, c], each in forms of its own. */
  slices?: readonly Value[] | undefined
}

/**
 * Where each value of the graph is, and in which of two physical forms: plain (TensorFlow.js's order, channels last)
 * or blocked ([N, C/B, H, W, B], the layout of the direct convolutions). Conversions are emitted on demand, once.
 */
export class Lowering extends Emitter {
  readonly options: LoweringOptions
  /** Channels in a block, B. 0 = plain only. */
  readonly block: number
  readonly #forms = new Map<Value, Forms>()
  readonly #derived = new Map<Value, Map<string, string>>()
  readonly #pieces = new Map<Value, Map<string, Value>>()

  constructor(options: LoweringOptions) {
    super()
    this.options = options
    this.block = options.block
  }

  /** May this value be held blocked? */
  canBlock(value: Value): boolean {
    const channels = value.shape.at(-1) ?? 0
    return (
      this.block > 0 &&
      value.dtype === 'float32' &&
      value.shape.length === 4 &&
      channels % this.block === 0 &&
      elements(value.shape) > 0
    )
  }

  isBlocked(value: Value): boolean {
    const forms = this.#forms.get(value)
    return Boolean(forms && (forms.blocked ?? forms.blocked4 ?? (value.shape.length === 4 && forms.parts)))
  }

  setPlain(value: Value, name: string): void {
    this.#form(value).plain = name
  }

  setBlocked(value: Value, name: string): void {
    this.#form(value).blocked = name
  }

  setBlocked4(value: Value, name: string): void {
    this.#form(value).blocked4 = name
  }

  setParts(value: Value, parts: readonly Value[]): void {
    this.#form(value).parts = parts
  }

  /** The parts of a concatenation that nothing has joined yet. */
  parts(value: Value): readonly Value[] | undefined {
    const forms = this.#forms.get(value)
    return forms && !forms.plain && !forms.blocked && !forms.blocked4 ? forms.parts : undefined
  }

  /** Channels in whole blocks, filled up where that is at most half a block more than half of it. */
  filledUp(channels: number): number {
    if (this.block === 0 || 2 * channels <= this.block) return channels
    return Math.ceil(channels / this.block) * this.block
  }

  /** May this volume be held as slices in blocks? Channels that fill no block are filled up with noughts. */
  canSlice(value: Value): boolean {
    return (
      this.block > 0 &&
      value.dtype === 'float32' &&
      value.shape.length === 5 &&
      this.filledUp(value.shape[4] ?? 0) % this.block === 0 &&
      elements(value.shape) > 0
    )
  }

  /** Is this volume held as slices, in blocks? */
  isSliced(value: Value): boolean {
    const forms = this.#forms.get(value)
    const [slice] = forms?.slices ?? []
    if (slice) return this.isBlocked(slice)
    return value.shape.length === 5 && forms?.parts !== undefined
  }

  /** A slice to be computed: [n, h, w, c] of [n, d, h, w, c], channels filled up. */
  sliceOf(volume: Value): Value {
    const [n = 1, , height = 1, width = 1, channels = 1] = volume.shape
    return new Value([n, height, width, this.filledUp(channels)], volume.dtype)
  }

  setSlices(value: Value, slices: readonly Value[]): void {
    this.#form(value).slices = slices
  }

  /** The images [n, h, w, c] of a volume [n, d, h, w, c], channels filled up. */
  slices(value: Value): readonly Value[] {
    const forms = this.#form(value)
    forms.slices ??= this.#slicesOfParts(value) ?? this.#cut(value)
    return forms.slices
  }

  /** The parts of a concatenation, joined or not. */
  partsMade(value: Value): readonly Value[] | undefined {
    return this.#forms.get(value)?.parts
  }

  plain(value: Value): string {
    const forms = this.#form(value)
    if (forms.plain) return forms.plain
    if (value.shape.length === 5 && (forms.slices ?? forms.parts)) {
      forms.plain = forms.slices ? this.#stack(value, forms.slices) : this.#joinPlain(forms.parts ?? [])
      return forms.plain
    }
    this.#join(forms)
    const name = forms.blocked ?? forms.blocked4
    if (!name) throw new Error('a value was read before it was computed')
    const channels = value.shape.at(-1) ?? 0
    if (channels === this.block) forms.plain = this.reshape(name, value.shape)
    else if (value.dtype === 'float32')
      forms.plain = this.blockedOp('ReorderOutput', [this.blocked4(value)], { channels, channels_last: 1 })
    else forms.plain = this.reshape(this.transpose(this.blocked(value), [0, 2, 3, 1, 4]), value.shape)
    return forms.plain
  }

  blocked(value: Value): string {
    const forms = this.#form(value)
    this.#join(forms)
    forms.blocked ??=
      !forms.blocked4 && value.shape.at(-1) === this.block
        ? this.reshape(this.plain(value), this.shape5(value.shape))
        : this.reshape(this.blocked4(value), this.shape5(value.shape))
    return forms.blocked
  }

  blocked4(value: Value): string {
    const forms = this.#form(value)
    this.#join(forms)
    forms.blocked4 ??= forms.blocked
      ? this.reshape(forms.blocked, channelsFirst(value.shape))
      : value.shape.at(-1) === this.block
        ? this.reshape(this.plain(value), channelsFirst(value.shape))
        : this.blockedOp('ReorderInput', [this.plain(value)], { channels_last: 1 })
    return forms.blocked4
  }

  /** [N, C/B, H, W, B] of a channels-last shape. */
  shape5(shape: Shape): Shape {
    const [n = 1, height = 1, width = 1, channels = 1] = shape
    return [n, channels / this.block, height, width, this.block]
  }

  /** Something made of a value, such as its filter layout: made once under each key. */
  derived(value: Value, key: string, make: () => string): string {
    const map = entry(this.#derived, value, () => new Map<string, string>())
    return entry(map, key, make)
  }

  /** A piece of a value that is a value itself, such as some input channels of a filter: made once under each key. */
  piece(value: Value, key: string, shape: Shape, emitPlain: () => string): Value {
    const map = entry(this.#pieces, value, () => new Map<string, Value>())
    return entry(map, key, () => {
      const piece = new Value(shape, 'float32')
      this.setPlain(piece, emitPlain())
      return piece
    })
  }

  #form(value: Value): Forms {
    return entry(this.#forms, value, () => ({}))
  }

  #slicesOfParts(value: Value): readonly Value[] | undefined {
    const parts = this.parts(value)
    if (!parts?.every((part) => (part.shape.at(-1) ?? 0) % this.block === 0)) return undefined
    return Array.from({ length: value.shape[1] ?? 1 }, (_, index) => {
      const slice = this.sliceOf(value)
      this.setParts(
        slice,
        parts.map((part) => this.slices(part)[index]!),
      )
      return slice
    })
  }

  #cut(value: Value): readonly Value[] {
    const [, depth = 1, , , channels = 1] = value.shape
    const more = this.filledUp(channels) - channels
    const whole =
      more > 0 ? this.pad(this.plain(value), [0, 0, 0, 0, 0], [0, 0, 0, 0, more]) : this.plain(value)
    const sizes = new Array<number>(depth).fill(1)
    const names =
      depth === 1 ? [whole] : this.emitSeveral('Split', [whole, this.int64s(sizes)], { axis: 1 }, depth)
    return names.map((name) => {
      const slice = this.sliceOf(value)
      this.setPlain(slice, this.reshape(name, slice.shape))
      return slice
    })
  }

  #stack(value: Value, slices: readonly Value[]): string {
    const [n = 1, , height = 1, width = 1, channels = 1] = value.shape
    const planes = slices.map((slice) => {
      let name: string
      if (slice.shape[3] === channels) name = this.plain(slice)
      else if (slice.dtype === 'float32' && this.isBlocked(slice))
        name = this.blockedOp('ReorderOutput', [this.blocked4(slice)], { channels, channels_last: 1 })
      else name = this.slice(this.plain(slice), [0], [channels], [3])
      return this.reshape(name, [n, 1, height, width, channels])
    })
    return planes.length === 1 ? (planes[0] ?? '') : this.emit('Concat', planes, { axis: 1 })
  }

  #joinPlain(parts: readonly Value[]): string {
    return this.emit(
      'Concat',
      parts.map((part) => this.plain(part)),
      { axis: 4 },
    )
  }

  #join(forms: Forms): void {
    if (!forms.parts || forms.blocked || forms.blocked4 || forms.plain) return
    forms.blocked = this.emit(
      'Concat',
      forms.parts.map((part) => this.blocked(part)),
      { axis: 1 },
    )
  }
}

/** [N, C, H, W] of a channels-last shape. */
export function channelsFirst(shape: Shape): Shape {
  const [n = 1, height = 1, width = 1, channels = 1] = shape
  return [n, channels, height, width]
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const existing = map.get(key)
  if (existing !== undefined) return existing
  const made = make()
  map.set(key, made)
  return made
}
