/** Lets one piece of work run at a time, in the order of asking; a failed one does not hold up the next. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined) // its asker hears of it
    return mine
  }
}
