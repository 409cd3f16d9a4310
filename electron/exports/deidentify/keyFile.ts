import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { z } from '#shared/domain/schema'
import { SeptumError } from '#shared/errors/SeptumError'

/** What leads back from stand-ins to patients: the project's secret, and who is who. Kept apart from the copies (P-14). */
export const ProjectKey = z.object({
  secret: z.string().regex(/^[0-9a-f]{64}$/),
  /** Patient's number in the source → stand-in. */
  patients: z.record(z.string(), z.string()),
})
export type ProjectKey = z.infer<typeof ProjectKey>

export const newKey = (): ProjectKey => ({ secret: randomBytes(32).toString('hex'), patients: {} })

const Sealed = z.object({
  schema: z.literal('septum-key/1'),
  salt: z.base64(),
  nonce: z.base64(),
  tag: z.base64(),
  sealed: z.base64(),
})

const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 }

/** The key as the text of a file, sealed with a passphrase (scrypt, AES-256-GCM). */
export function sealedKey(key: ProjectKey, passphrase: string): string {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', scryptSync(passphrase, salt, 32, cost), nonce)
  const sealed = Buffer.concat([cipher.update(JSON.stringify(key), 'utf8'), cipher.final()])
  const text = { salt, nonce, tag: cipher.getAuthTag(), sealed }
  const fields = Object.entries(text).map(([name, bytes]) => [name, bytes.toString('base64')])
  return `${JSON.stringify({ schema: 'septum-key/1', ...Object.fromEntries(fields) }, null, 2)}\n`
}

/** Errors: FILE_MALFORMED for anything but a key file, and for another passphrase. */
export function openedKey(text: string, passphrase: string, file: string): ProjectKey {
  try {
    const { salt, nonce, tag, sealed } = Sealed.parse(JSON.parse(text))
    const bytes = (field: string): Buffer => Buffer.from(field, 'base64')
    const decipher = createDecipheriv(
      'aes-256-gcm',
      scryptSync(passphrase, bytes(salt), 32, cost),
      bytes(nonce),
    )
    decipher.setAuthTag(bytes(tag))
    const plain = Buffer.concat([decipher.update(bytes(sealed)), decipher.final()])
    return ProjectKey.parse(JSON.parse(plain.toString('utf8')))
  } catch (error) {
    const reason = 'it is no key file, or the passphrase is another one'
    throw new SeptumError('FILE_MALFORMED', { file, reason }, { cause: error })
  }
}
