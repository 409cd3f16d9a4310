/** Bundles networkStepsChild.ts where packages can be found from it, and answers the file; the caller removes it. */
export function bundledChild(): string
