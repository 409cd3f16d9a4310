/** Longer patterns and paths are not looked at. */
const longestPattern = 200
export const longestPath = 160
/** Each long repetition may multiply the time that a search takes by the length of the path. */
const mostRepetitions = 3
const longRepetition = 10

/**
 * Why a pattern is not used, in words; null for one that is safe: short, without look-around, back references or
 * repetitions of what repeats itself, and with at most three repetitions, so that no path takes it long.
 */
export function patternFault(pattern: string): string | null {
  if (pattern.length > longestPattern) return `it has more than ${longestPattern} characters`
  if (/\(\?(?:[=!]|<[=!])/.test(pattern)) return 'it looks around, which is not allowed'
  if (/\\[1-9]|\\k</.test(pattern)) return 'it refers back to a group, which is not allowed'
  try {
    new RegExp(pattern)
  } catch (error) {
    return error instanceof Error ? error.message : 'it is no pattern'
  }
  return repetitionFault(pattern)
}

/** Whether each open group holds a repetition or a choice. */
function repetitionFault(pattern: string): string | null {
  const groups: boolean[] = [false]
  let repetitions = 0
  let closed = false
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!
    const wasClosed: boolean = closed
    closed = false
    if (sign === '\\') at++
    else if (sign === '[') at = endOfSet(pattern, at)
    else if (sign === '(') groups.push(false)
    else if (sign === '|') groups[groups.length - 1] = true
    else if (sign === ')') {
      closed = groups.pop() ?? false
      if (closed) groups[groups.length - 1] = true
    } else if (isLong(pattern, at)) {
      if (wasClosed) return 'it repeats a group that repeats itself or has a choice, which is not allowed'
      groups[groups.length - 1] = true
      if (++repetitions > mostRepetitions) return `it repeats more than ${mostRepetitions} times`
    }
  }
  return null
}

/** Whether a quantifier stands here that may repeat more than ten times. */
function isLong(pattern: string, at: number): boolean {
  if (pattern[at] === '*' || pattern[at] === '+') return true
  const counts = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(at))
  if (!counts) return false
  const most = counts[2] === undefined ? Number(counts[1]) : counts[3] ? Number(counts[3]) : Infinity
  return most > longRepetition
}

function endOfSet(pattern: string, from: number): number {
  for (let at = from + 1; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === ']' && at > from + 1) return at
  }
  return pattern.length
}
