/** The facts that a fault's sentences are made of: file names, numbers with their units. */
export type Facts = Readonly<Record<string, string | number>>

interface FaultText {
  readonly cause: (f: Facts) => string
  readonly remedy: string
}

const texts = <T extends Record<string, FaultText>>(table: T): Readonly<Record<keyof T, FaultText>> => table

/** Every failure Septum can name. A code that no test provokes fails the build (test/unit/shared/errors). */
export const faultCodes = texts({
  UNEXPECTED: {
    cause: (f) => `Septum met a condition that it did not expect: ${f.message}.`,
    remedy: 'Your contours are saved. Copy the details and report them, then try again.',
  },
  REQUEST_INVALID: {
    cause: (f) => `The request ${f.call} was refused: ${f.reason}.`,
    remedy: 'Reload the window. If it happens again, copy the details and report them.',
  },
  CANCELLED: {
    cause: (f) => `${f.what} was cancelled.`,
    remedy: 'What was finished before is kept. Start it again when you like.',
  },

  HOST_LOST: {
    cause: () => 'The connection to the Septum program on this machine was lost.',
    remedy: 'It is being restored. If that takes longer, start Septum again; saved contours are safe.',
  },

  // files and folders
  FOLDER_EMPTY: {
    cause: (f) => `The folder ${f.folder} holds no files.`,
    remedy: 'Choose the folder that holds the DICOM or NIfTI files of your studies.',
  },
  NOTHING_READABLE: {
    cause: (f) => `None of the ${f.files} files in ${f.folder} is a DICOM or NIfTI image.`,
    remedy: 'Choose a folder with DICOM or NIfTI studies; photographs and documents are not read.',
  },
  FOLDER_UNREADABLE: {
    cause: (f) => `The folder ${f.folder} cannot be read: ${f.reason}.`,
    remedy: 'Ask for permission to read the folder, or choose a copy of it.',
  },
  RELINK_NO_MATCH: {
    cause: (f) => `None of the ${f.studies} studies of ${f.folder} lies in ${f.now}.`,
    remedy: 'Choose the folder to which these files were moved; they are recognised by their content.',
  },
  FILE_UNREADABLE: {
    cause: (f) => `The file ${f.file} cannot be read: ${f.reason}.`,
    remedy: 'Check that the file is there and that you may read it, then scan the folder again.',
  },
  PASSPHRASE_MISSING: {
    cause: (f) => `The key file ${f.file} needs a passphrase, and none was given.`,
    remedy: 'Put the passphrase in SEPTUM_KEY_PASSPHRASE, or leave --key out and keep no way back.',
  },
  FILE_NOT_IMAGE: {
    cause: (f) => `The file ${f.file} is not an image that Septum reads (${f.reason}).`,
    remedy: 'Septum reads DICOM, NIfTI, MGZ, NRRD and MetaImage. Other files in the folder can be ignored.',
  },
  FILE_TRUNCATED: {
    cause: (f) => `The file ${f.file} ends too early: ${f.expected} bytes expected, ${f.found} found.`,
    remedy: 'Copy the file again from its source, then scan the folder again.',
  },
  FILE_MALFORMED: {
    cause: (f) => `The file ${f.file} is damaged: ${f.reason}.`,
    remedy: 'Export the file again from its source.',
  },
  ADAPTER_INVALID: {
    cause: (f) => `The adapter ${f.file} is not used: ${f.reason}.`,
    remedy: 'Correct the file; the README of the adapters folder shows each field.',
  },
  LABELS_UNNAMED: {
    cause: (f) => `In ${f.folder} nobody has said what the label values ${f.values} mean.`,
    remedy: 'Give each value a structure, background, or "not labelled here".',
  },
  LABELS_IMPLAUSIBLE: {
    cause: (f) => `The label values cannot mean this in ${f.case}: ${f.reason}.`,
    remedy: 'Look at the coloured example and give the values their right structures.',
  },
  ARCHIVE_UNSAFE: {
    cause: (f) => `The archive ${f.file} is not opened: ${f.reason}.`,
    remedy: 'Unpack it with a program that you trust, look at what it holds, then add the folder.',
  },
  TRANSFER_SYNTAX_UNSUPPORTED: {
    cause: (f) =>
      `The file ${f.file} uses the transfer syntax ${f.syntax}, which this version does not decode.`,
    remedy: 'Export the series uncompressed (Explicit VR Little Endian).',
  },
  PIXELS_UNSUPPORTED: {
    cause: (f) => `The pixels of ${f.file} cannot be shown: ${f.reason}.`,
    remedy: 'Export the series as 8 or 16 bit greyscale.',
  },

  // data sets
  LAYOUT_UNKNOWN: {
    cause: (f) => `The folder ${f.folder} has none of the layouts that Septum knows (${f.known}).`,
    remedy:
      'Choose the folder that directly holds the cases, for example the one with patient001, patient002, ….',
  },
  GEOMETRY_MISMATCH: {
    cause: (f) => `${f.file} has the shape ${f.found}, but its image ${f.image} has ${f.expected}.`,
    remedy: 'Export the mask again on the grid of its image, or take the case out of the data set.',
  },
  LABEL_UNKNOWN: {
    cause: (f) => `${f.file} holds the label value ${f.value}, which ${f.layout} does not define.`,
    remedy: 'Map the value to a structure, or to "not labelled", before the case is used.',
  },
  CASE_INCOMPLETE: {
    cause: (f) => `Case ${f.case} cannot be used: ${f.reason}.`,
    remedy: 'Add the missing file, or take the case out of the data set.',
  },
  PREPARATION_LOST_DATA: {
    cause: (f) => `The preparation of ${f.folder} lost something on the way: ${f.checks}.`,
    remedy:
      'See the report for the cases. Mend or exclude them, or choose a larger picture, then prepare again.',
  },
  SPLIT_IMPOSSIBLE: {
    cause: (f) => `The split asks for ${f.asked} cases, but the data set has ${f.found}.`,
    remedy: 'Ask for fewer cases, or add cases to the data set.',
  },
  SPLIT_LOCKED: {
    cause: () => 'The split is locked.',
    remedy: 'Unlock it first; results on its test part can then no longer be compared with earlier ones.',
  },
  SPLIT_UNFIT: {
    cause: (f) => `The split "${f.split}" does not divide these patients.`,
    remedy: 'It belongs to a whole published data set; draw a split by patient instead.',
  },
  SPLIT_LEAKS: {
    cause: (f) =>
      `Case ${f.case} cannot go to ${f.asked}: it is of patient ${f.patient}, whose case ${f.other} is in ${f.part}.`,
    remedy: 'Move the patient with all cases, or separate the case with a reason.',
  },
  DATASET_BLOCKED: {
    cause: (f) => `Version ${f.version} of ${f.dataset} cannot be frozen: ${f.reason}.`,
    remedy: 'Fix, map or exclude what the Check tab lists as blocking, then freeze it again.',
  },
  PATIENT_IN_DOUBT: {
    cause: (f) => `The study ${f.study} is filed under several patients (${f.patients}).`,
    remedy:
      'Decide in the Library, on its red row, who is who. Until then it is used in no data set and no training.',
  },
  DATASET_EXISTS: {
    cause: (f) => `There is a data set called ${f.name} already.`,
    remedy: 'Choose another name, or add the cases to it.',
  },
  DATASET_CHANGED: {
    cause: (f) => `${f.dataset} is not the data set that was frozen: its content does not give its hash.`,
    remedy: 'Restore the file from a backup, or make a new version from the cases.',
  },

  // workspace
  DISK_FULL: {
    cause: (f) => `The disk is full: ${f.file} could not be saved.`,
    remedy: 'Free some space; Septum keeps your edits in memory and saves them as soon as it can.',
  },
  SAVE_FAILED: {
    cause: (f) => `${f.file} could not be saved: ${f.reason}.`,
    remedy:
      'Check the disk and your permissions. Your edits are kept in memory; export a rescue copy if in doubt.',
  },
  WORKSPACE_UNUSABLE: {
    cause: (f) => `The workspace ${f.folder} cannot be used: ${f.reason}.`,
    remedy: 'Choose another folder with --workspace or in Settings ▸ Library and storage.',
  },
  LOCK_HELD: {
    cause: (f) => `${f.what} is open in another Septum (${f.holder}); here it can only be read.`,
    remedy: 'Close it there to edit it here.',
  },
  JOURNAL_DAMAGED: {
    cause: (f) => `The journal ${f.file} is damaged after ${f.edits} edits; the edits up to there are kept.`,
    remedy: 'Check the last contours. The damaged part is kept beside the journal.',
  },
  COPIES_INSIDE_SOURCE: {
    cause: (f) => `Copies cannot go to ${f.folder}: the originals lie in ${f.source}.`,
    remedy: 'Choose a folder that neither lies among the originals nor holds them.',
  },
  FOLDER_NOT_EMPTY: {
    cause: (f) => `The folder ${f.folder} is not empty (${f.files} entries); nothing in it is written over.`,
    remedy: 'Choose an empty folder, or the name of a new one.',
  },
  KEY_AMONG_COPIES: {
    cause: (f) => `The key file ${f.file} would lie among the copies in ${f.folder}.`,
    remedy: 'It leads back to the patients: keep it in another folder, which is not given away.',
  },
  TEXT_UNCONFIRMED: {
    cause: (f) => `Text may stand in the pixels of ${f.series}, and nobody has looked.`,
    remedy: 'Look through these series, then confirm each one or leave it out. Nothing was written.',
  },
  NOT_FOUND: {
    cause: (f) => `There is no ${f.kind} called ${f.id}.`,
    remedy: 'Look it up in the list; it may have been renamed or removed.',
  },
  ADDRESS_REFUSED: {
    cause: (f) => `A connection to ${f.address} was refused: Septum works offline.`,
    remedy: 'Nothing is needed. If a plug-in asked for it, remove the plug-in.',
  },
  PATH_OUTSIDE: {
    cause: (f) => `The path ${f.path} lies outside the folders that were opened.`,
    remedy: 'Open the folder first; Septum reads only what you chose.',
  },

  // compute
  COMPUTE_CRASHED: {
    cause: (f) => `The ${f.job} process ended unexpectedly (exit ${f.exit}).`,
    remedy: 'Nothing else is affected. Start it again; a training run resumes from its last checkpoint.',
  },
  ENGINE_UNAVAILABLE: {
    cause: (f) => `The compute engine ${f.engine} is not available: ${f.reason}.`,
    remedy: 'Septum uses the next best engine; Settings ▸ Devices says which.',
  },
  PRECISION_UNSUPPORTED: {
    cause: (f) => `Half precision is not to be had on ${f.engine}: ${f.reason}.`,
    remedy: 'Turn half precision off; single precision needs nothing else.',
  },
  MEMORY_SHORT: {
    cause: (f) => `The run needs ${f.needed} of memory, and ${f.available} is free.`,
    remedy: 'Lower the batch size or the image size.',
  },
  EXPERIMENT_INVALID: {
    cause: (f) => `The experiment ${f.file} is not valid: ${f.reason}.`,
    remedy: 'Mend the named field; `septum experiment run --help` shows an example.',
  },
  SIZE_UNSUPPORTED: {
    cause: (f) =>
      `${f.network} cannot take images of ${f.size}; the nearest size that it takes is ${f.nearest}.`,
    remedy: 'Choose the nearest size.',
  },
  TRAINING_DIVERGED: {
    cause: (f) => `The loss was not a number at epoch ${f.epoch}, step ${f.step}.`,
    remedy: 'The last good checkpoint is kept. Start again with a lower learning rate.',
  },
  MODEL_DAMAGED: {
    cause: (f) => `The model ${f.model} is damaged: ${f.reason}.`,
    remedy: 'Import the model again from its source.',
  },
  WEIGHTS_UNSUPPORTED: {
    cause: (f) => `The file ${f.file} is not read as weights: ${f.reason}.`,
    remedy:
      'Septum reads weights from Keras .h5, TensorFlow.js, safetensors, NumPy, PyTorch state dictionaries, ONNX and Caffe.',
  },
  WEIGHTS_UNSAFE: {
    cause: (f) => `The file ${f.file} is not opened: ${f.reason}, and Septum reads nothing but numbers.`,
    remedy: 'Save the bare weights again, for example as safetensors, and import those.',
  },
  WEIGHTS_FOREIGN: {
    cause: (f) => `The weights ${f.file} do not belong to ${f.network}: ${f.reason}.`,
    remedy: 'Choose weights that were made for this network, or the network that they were made for.',
  },
  WEIGHTS_MISFIT: {
    cause: (f) =>
      `The weights ${f.file} do not fit: ${f.weight} is ${f.found} there and ${f.wanted} in this network.`,
    remedy:
      'Let them be adapted (adapt: true): other counts of classes and grey or colour images are then allowed for.',
  },
  MODEL_REFUSED: {
    cause: (f) => `The model ${f.file} is not taken: ${f.reason}.`,
    remedy:
      'Export it again as one ONNX file of standard operators, for slices of one size, with its weights inside.',
  },
  BEFORE_NOT_KEPT: {
    cause: (f) => `What the network itself said of ${f.case} was not kept: ${f.reason}.`,
    remedy: 'Let the model segment it again, with a step after the network switched on.',
  },
  CRF_NEEDS_PROBABILITIES: {
    cause: () => 'The model answers with labels, not with probabilities: a dense CRF has nothing to weigh.',
    remedy:
      'Switch the dense CRF off, or export the model again with the probabilities, before the largest is taken.',
  },
  PLUGIN_NOT_ALLOWED: {
    cause: (f) => `The plug-in ${f.id} is not run: ${f.reason}.`,
    remedy: 'Read its file, then allow it in Settings, Plug-ins, or with septum plugin allow.',
  },
  PLUGIN_INVALID: {
    cause: (f) => `${f.file} is not a plug-in that Septum can use: ${f.reason}.`,
    remedy: 'Correct the file; models/plugins/README.md has the contract and an example of each kind.',
  },
  PLUGIN_FAILED: {
    cause: (f) => `The plug-in ${f.id} failed: ${f.reason}.`,
    remedy:
      'Correct its file and allow it again, or choose one of the losses, metrics and networks of Septum.',
  },
  PLUGIN_SLOW: {
    cause: (f) => `The plug-in ${f.file} did not finish its trial within ${f.seconds} s and was ended.`,
    remedy: 'Look for a loop without an end in its file, or make it quicker.',
  },
  PLUGIN_HUNG: {
    cause: (f) =>
      `The plug-in ${f.id} did not answer: its ${f.what} took longer than ${f.seconds} s and was ended.`,
    remedy:
      'Look for a loop without an end in its file, correct it, allow it again and start anew; or choose one of the losses, metrics and networks of Septum.',
  },
  ARGUMENT_INVALID: {
    cause: (f) => `${f.argument}: ${f.reason}.`,
    remedy: 'Run the command with --help to see its arguments and an example.',
  },
})

export type FaultCode = keyof typeof faultCodes
