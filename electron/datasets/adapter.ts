import type { RegionId } from '#shared/domain/structures'
import type { CaseSource, FrameHeader, LayoutId, OpenedCase, Refusal } from '#shared/domain/study'
import type { NiftiHeader } from '#electron/formats/nifti/niftiHeader'

/** Names in one folder, as the scan sees them. */
export interface FolderListing {
  readonly folder: string
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** All that a folder layout found in its folder. */
export interface LayoutFindings {
  readonly files: number
  readonly cases: readonly CaseSource[]
  readonly refusals: readonly Refusal[]
}

/** What earlier scans learnt, so that a file that did not change is not read again (R-LIB-1). Values are JSON. */
export interface ScanMemory {
  /**
   * What was kept of a file under this kind; undefined: nothing, or its size or time of change, or that of a file in
   * `also`, is another one now.
   */
  recall(file: string, kind: string, also: readonly string[]): unknown
  keep(file: string, kind: string, also: readonly string[], value: unknown): void
  /** A mark of a folder that changes when a file below it comes, goes or changes. */
  markOf(folder: string): Promise<string>
  recallLayout(folder: string, layout: string, mark: string): LayoutFindings | null
  keepLayout(folder: string, layout: string, mark: string, findings: LayoutFindings): void
}

/** Whom a scan tells, while it goes on. */
export interface ScanEvents {
  readonly onCase: (source: CaseSource) => void
  readonly onRefusal: (refusal: Refusal) => void
  readonly onProgress: (progress: { files: number; folders: number; cases: number; path: string }) => void
  readonly signal?: AbortSignal
  readonly memory?: ScanMemory
  /** Awaited now and then: holds the scan up while it is paused. */
  readonly pause?: () => Promise<void>
}

/** Where a scan leaves what it finds, while it goes on. Every step throws CANCELLED once the scan was stopped. */
export interface ScanSink {
  onCase(source: CaseSource): void
  onRefusal(refusal: Refusal): void
  /** A thrown fault as a refusal of `file`. Only a broken assumption is thrown on. */
  refuse(file: string, error: unknown): void
  /** A file was looked at. */
  onFile(file: string): void
  /** Lets others have their turn, and waits while the scan is paused. */
  turn(): Promise<void>
  /**
   * What `read` says of a file, from the memory of earlier scans where the file did not change since. `lasting` tells
   * whether an answer may be kept: it must be JSON, and follow from the bytes of the file and of those in `also` alone.
   */
  recalled<T>(
    file: string,
    kind: string,
    read: () => Promise<T>,
    more?: { readonly lasting?: (value: T) => boolean; readonly also?: readonly string[] },
  ): Promise<T>
  /** Names in a folder, sorted; null, and a refusal, where it cannot be read or was visited before (links). */
  list(folder: string): Promise<FolderListing | null>
}

export type FrameValues = Uint16Array | Int16Array | Float32Array

/** One opened case. Slices and phases count from 0. Nothing is shared between readers of one case. */
export interface CaseReader {
  readonly opened: OpenedCase
  /** Stored values of one frame; value = stored × slope + intercept. */
  frame(slice: number, phase: number): Promise<{ header: FrameHeader; values: FrameValues }>
  /** All slices of one phase after rescale, [Z, Y, X]. */
  volume(phase: number): Promise<Float32Array>
  /** Canonical labels [Z, Y, X]; null = the source has no labels at this phase. */
  labels(phase: number): Promise<Uint8Array | null>
  /** Regions that the source labels at this phase: what is not listed is unknown there, not absent. */
  labelledRegions(phase: number): RegionId[]
  /** Slices that somebody contoured at a phase; absent where label maps speak of every pixel. */
  readonly contouredSlices?: (phase: number) => readonly number[]
  /** The header on whose grid masks of this phase are written; null where the source is no NIfTI. */
  niftiHeader(phase: number): NiftiHeader | null
  /** Number of a phase in the source's own counting, from 1. */
  frameNumber(phase: number): number
  /** As its layout says (`DatasetAdapter`). */
  readonly orientationTurned?: true
  /** What is wrong with the source's labels or frames, in sentences. Complete once all labels were asked for. */
  readonly problems: readonly string[]
  /** Volumes of what the source labels at a phase, ml: voxels counted in label maps, areas of polygons × pitch in contours. */
  volumesMl(phase: number): Partial<Record<RegionId, number>>
  close(): void
}

/** One layout of files that Septum knows. Label values and file names of a layout are known nowhere else. */
export interface DatasetAdapter {
  readonly id: LayoutId
  readonly title: string
  readonly citation: string
  readonly licence: string
  /** True: its short-axis images stand upside down, by 180° in plane, against those of the other layouts (datasets D14). */
  readonly orientationTurned?: true
  open(source: CaseSource): Promise<CaseReader>
}

/** A layout that is recognised by the names in a folder, and takes the folder and all below it. */
export interface FolderLayout extends DatasetAdapter {
  /** What a scan depends on beside the files below the folder; another value forgets what was remembered of it. */
  readonly revision?: string
  recognises(listing: FolderListing): boolean
  scan(listing: FolderListing, sink: ScanSink): Promise<void>
}

/** A layout that takes any file it can read, wherever it lies. */
export interface FileLayout extends DatasetAdapter {
  collect(sink: ScanSink): FileCollector
}

export interface FileCollector {
  /** `beside` are the names in its folder. True: the file was its own (read, or refused by name). False: another may try. */
  take(file: string, beside: readonly string[]): Promise<boolean>
  /** A subtree is done, or the whole scan (`last`): cases that were being gathered are complete. */
  finish(last: boolean): Promise<void>
}
