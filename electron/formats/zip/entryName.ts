/** Letters of code page 437 from 128 on: what a zip's names are written in where they are not marked as UTF-8. */
const dos =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ '

/** A file's name in an archive. Names that are not marked but are valid UTF-8 are taken as such, as most tools write them. */
export function entryName(bytes: Uint8Array, markedUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !markedUtf8 }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : dos[byte - 128]!)).join('')
  }
}
