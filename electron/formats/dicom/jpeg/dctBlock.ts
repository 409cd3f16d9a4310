import type { EntropyReader } from './EntropyReader'
import type { HuffmanTable } from './huffmanTable'
import { zigzag } from './coefficients'
import type { JpegScan } from './jpegFrame'

/** What goes on from block to block in a scan. */
export interface ScanState {
  /** The last DC value of each component. */
  readonly predictions: Int32Array
  /** Blocks that follow without new coefficients (EOBRUN). */
  bandsLeft: number
}

interface Block {
  readonly values: Int16Array
  readonly at: number
  readonly component: number
  readonly dc: HuffmanTable | undefined
  readonly ac: HuffmanTable | undefined
}

export type BlockCoder = (reader: EntropyReader, block: Block, state: ScanState) => void

function table(found: HuffmanTable | undefined): HuffmanTable {
  if (!found) throw new Error('the JPEG data use a Huffman table that they do not bring')
  return found
}

function dcDifference(reader: EntropyReader, block: Block): number {
  const size = reader.symbol(table(block.dc))
  if (size > 16) throw new Error('a DC difference of the JPEG data is too large')
  return reader.signed(size)
}

/** One block of a sequential scan (T.81 F.2.2). */
export const baselineBlock: BlockCoder = (reader, block, state) => {
  const { values, at, component } = block
  state.predictions[component]! += dcDifference(reader, block)
  values[at] = state.predictions[component]!
  const ac = table(block.ac)
  for (let k = 1; k < 64; k++) {
    const symbol = reader.symbol(ac)
    const size = symbol & 15
    if (size === 0) {
      if (symbol !== 0xf0) return
      k += 15
      continue
    }
    k += symbol >> 4
    if (k > 63) throw new Error('a block of the JPEG data has too many coefficients')
    values[at + zigzag[k]!] = reader.signed(size)
  }
}

/** The procedure of a progressive scan: DC or AC, first pass or refinement (T.81 G.1.2). */
export function progressiveBlock({ from, to, high, low }: JpegScan): BlockCoder {
  if (from === 0 && high === 0)
    return (reader, block, state) => {
      state.predictions[block.component]! += dcDifference(reader, block)
      block.values[block.at] = state.predictions[block.component]! << low
    }
  if (from === 0)
    return (reader, { values, at }) => {
      if (reader.bits(1)) values[at]! |= 1 << low
    }
  return high === 0 ? firstBand(from, to, low) : refinedBand(from, to, low)
}

function firstBand(from: number, to: number, low: number): BlockCoder {
  return (reader, block, state) => {
    if (state.bandsLeft > 0) {
      state.bandsLeft--
      return
    }
    const ac = table(block.ac)
    for (let k = from; k <= to; k++) {
      const symbol = reader.symbol(ac)
      const [run, size] = [symbol >> 4, symbol & 15]
      if (size === 0 && run < 15) {
        state.bandsLeft = (1 << run) - 1 + reader.bits(run)
        return
      }
      k += run
      if (size === 0) continue
      if (k > to) throw new Error('a block of the JPEG data has too many coefficients')
      block.values[block.at + zigzag[k]!] = reader.signed(size) << low
    }
  }
}

function refinedBand(from: number, to: number, low: number): BlockCoder {
  const step = 1 << low
  return (reader, { values, at, ac: found }, state) => {
    const refine = (place: number): void => {
      if (reader.bits(1) && (Math.abs(values[place]!) & step) === 0)
        values[place]! += values[place]! > 0 ? step : -step
    }
    let k = from
    if (state.bandsLeft === 0) {
      const ac = table(found)
      for (; k <= to; k++) {
        const symbol = reader.symbol(ac)
        let run = symbol >> 4
        if ((symbol & 15) === 0 && run < 15) {
          state.bandsLeft = (1 << run) + reader.bits(run)
          break
        }
        const fresh = (symbol & 15) === 0 ? 0 : reader.bits(1) ? step : -step
        // Skip `run` coefficients that are still zero; those that are not take a bit each on the way.
        while (k <= to) {
          const place = at + zigzag[k]!
          if (values[place]) refine(place)
          else if (run-- === 0) {
            values[place] = fresh
            break
          }
          k++
        }
      }
    }
    if (state.bandsLeft > 0) {
      for (; k <= to; k++) if (values[at + zigzag[k]!]) refine(at + zigzag[k]!)
      state.bandsLeft--
    }
  }
}
