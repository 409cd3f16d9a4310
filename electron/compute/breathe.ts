/** Lets messages in: an answer to a cancel, a pause, the next question. Computing blocks a child's one thread. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
