/** Names by value of an ITK-SNAP label description: lines of `value R G B opacity visible mesh "name"`, # for comments. */
export const snapLabels = (text: string): Map<number, string> =>
  new Map(
    [...text.matchAll(/^\s*(\d+)(?:\s+[\d.]+){6}\s+"([^"\r\n]*)"\s*$/gm)].map(([, value, name]) => [
      Number(value),
      name!,
    ]),
  )
