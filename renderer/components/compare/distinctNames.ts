/**
 * Names without the beginning that all of them share, so that what tells them apart is not cut off: `…-02` and `…-03`.
 * The shared part ends at a hyphen or a space; short ones stay, and a name alone stays whole.
 */
export function distinctNames(names: readonly string[]): string[] {
  const first = names[0] ?? ''
  let shared = 0
  while (names.length > 1 && shared < first.length && names.every((name) => name[shared] === first[shared]))
    shared++
  const cut = Math.max(first.lastIndexOf('-', shared - 1), first.lastIndexOf(' ', shared - 1))
  return cut < 8 ? [...names] : names.map((name) => `…${name.slice(cut)}`)
}
