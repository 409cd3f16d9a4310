import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** What the decoders of the codec packages have in common (Emscripten classes; the packages bring no types). */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array
  getDecodedBuffer(): Uint8Array
  decode(): void
  getFrameInfo(): {
    readonly width: number
    readonly height: number
    readonly bitsPerSample: number
    readonly componentCount: number
    readonly isSigned?: boolean
  }
  delete(): void
}

type MakeModule<Decoder> = (settings: {
  readonly wasmBinary: Uint8Array
  readonly print: () => void
  readonly printErr: () => void
}) => Promise<Record<string, new () => Decoder>>

/** One WebAssembly codec of a package: `script` makes the module, `binary` is its code, `decoder` names its class. */
export class WasmCodec<Decoder extends WasmDecoder> {
  #code: Promise<Uint8Array> | null = null
  #running: Promise<new () => Decoder> | null = null

  constructor(
    private readonly script: string,
    private readonly binary: string,
    private readonly decoder: string,
  ) {}

  /**
   * Runs `use` with a decoder over `packed`. After any failure the instance is thrown away, so that what a broken picture
   * left in its memory cannot reach the next one. Throws plain Errors.
   */
  async run<Answer>(packed: Uint8Array, use: (decoder: Decoder) => Answer): Promise<Answer> {
    this.#running ??= this.#start()
    const Decoder = await this.#running
    let decoder: Decoder | null = null
    try {
      decoder = new Decoder()
      decoder.getEncodedBuffer(packed.length).set(packed)
      decoder.decode()
      const answer = use(decoder)
      decoder.delete()
      return answer
    } catch (error) {
      this.#running = null
      // C++ exceptions arrive as plain numbers.
      throw new Error('the packed picture is broken', { cause: error })
    }
  }

  async #start(): Promise<new () => Decoder> {
    this.#code ??= readFile(require.resolve(this.binary))
    const make = require(this.script) as MakeModule<Decoder>
    const silent = (): undefined => undefined
    const classes = await make({ wasmBinary: await this.#code, print: silent, printErr: silent })
    return classes[this.decoder]!
  }
}
