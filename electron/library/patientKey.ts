/** Names that stand for nobody: pseudonyms and placeholders would make every second study a namesake. */
const nobody =
  /^(anon|anonym|unknown|noname|name|patient|phantom|subject|subj|test|volunteer|case|doejohn|johndoe)/

/** A patient's name as it is compared: letters alone, in order of the words. Null where it names no one. */
export function patientKey(name: string, patientId: string): string | null {
  const words = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
  const key = words(name).sort().join(' ')
  const letters = key.replace(/[^\p{L}]/gu, '')
  const coded = /\d/.test(key) || key === words(patientId).sort().join(' ')
  return letters.length < 4 || coded || nobody.test(letters) ? null : key
}
