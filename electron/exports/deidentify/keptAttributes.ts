/**
 * What a kept attribute may hold. Everything that is not in the table below goes: a list of what is safe to keep cannot
 * forget a place where a name may stand, as a list of what to remove can.
 */
export type Rule =
  /** Numbers alone. */
  | 'number'
  /** Replaced through the project's pseudonyms, unless it is one of the DICOM standard. */
  | 'uid'
  | 'date'
  | 'time'
  /** Its items by the same table. */
  | 'items'
  /** Samples and look-up tables. */
  | 'bytes'
  /** Words of a short safe vocabulary, where the options say so. */
  | 'words'
  /** Free text: kept as it is, where an option asks for the attribute by name. */
  | 'text'
  /** One of the values that the standard defines. */
  | RegExp

const list = (rule: Rule, tags: string): [string, Rule][] => tags.split(' ').map((tag) => [tag, rule])

/** Tag (eight hexadecimal digits) → rule. Patient, identity and method attributes are written by `deidentifyDicom`. */
export const keptAttributes: ReadonlyMap<string, Rule> = new Map([
  ...list('uid', '00080016 00080018 00081150 00081155 0020000D 0020000E 00200052 00209164 30060024'),
  ...list('date', '00080020 00080021 00080022 00080023'),
  ...list('time', '00080030 00080031 00080032 00080033'),
  // Image and pixel description (PS3.3 C.7.6)
  ...list('number', '00200011 00200012 00200013 00200032 00200037 00200100 00200105 00201041'),
  ...list('number', '00280002 00280006 00280008 00280010 00280011 00280030 00280034 00280100 00280101'),
  ...list('number', '00280102 00280103 00280106 00280107 00280120 00281050 00281051 00281052 00281053'),
  ...list('number', '00281101 00281102 00281103 00282112 00283002 00283003'),
  ...list('bytes', '00281201 00281202 00281203 00283006 7FE00008 7FE00009 7FE00010'),
  [
    '00080008',
    /^(ORIGINAL|DERIVED|PRIMARY|SECONDARY|M|P|I|R|MAGNITUDE|AXIAL|MPR|NORM|DIS2D|CINE|NONE|OTHER|FFE|M_FFE|FFE_M|SE|ND)$/,
  ],
  ['00080060', /^(MR|CT|US|SEG|RTSTRUCT|PT|NM|XA|OT|CR|DX)$/],
  ['00280004', /^(MONOCHROME[12]|RGB|PALETTE COLOR|YBR_(FULL|FULL_422|PARTIAL_422|PARTIAL_420|ICT|RCT))$/],
  ['00280301', /^(YES|NO)$/],
  ['00281054', /^(HU|US|OD|PCT|mgml)$/],
  ['00281056', /^(LINEAR|LINEAR_EXACT|SIGMOID)$/],
  ['00282110', /^0[01]$/],
  // Acquisition (PS3.3 C.8.3)
  ...list('number', '00180050 00180080 00180081 00180082 00180083 00180084 00180086 00180087 00180088'),
  ...list('number', '00180089 00180091 00180093 00180094 00180095 00181060 00181062 00181063 00181088'),
  ...list('number', '00181090 00181100 00181164 00181310 00181314 00189073 00189087'),
  ['00180020', /^(SE|IR|GR|EP|RM)$/],
  ['00180021', /^(SK|MTC|SS|TRSS|SP|MP|OSP|NONE)$/],
  ['00180023', /^[23]D$/],
  ['00181312', /^(ROW|COL)$/],
  ['00185100', /^(HF|FF)(P|S|DR|DL)$/],
  // Enhanced multi-frame (PS3.3 C.7.6.16, C.7.6.17)
  ...list('items', '52009229 52009230 00209111 00209113 00209116 00209221 00209222 00289110 00289132'),
  ...list('items', '00289145 00189118 00283000 00283010'),
  ...list('number', '00209057 00209128 00209153 00209156 00209157 00209165 00209167'),
  ['00209056', /^\d{1,4}$/],
  // References, segmentations (PS3.3 C.8.20), structure sets (PS3.3 C.8.8.5)
  ...list('items', '00081115 00081140 00081199 00082112 00620002 0062000A 30060010 30060012 30060014'),
  ...list('items', '30060016 30060020 30060039 30060040'),
  ...list(
    'number',
    '00081160 00620004 0062000B 0062000E 00620010 30060022 3006002A 30060046 30060050 30060084',
  ),
  ['00620001', /^(BINARY|FRACTIONAL)$/],
  ['00620008', /^(AUTOMATIC|SEMIAUTOMATIC|MANUAL)$/],
  ['30060036', /^(AUTOMATIC|SEMIAUTOMATIC|MANUAL)$/],
  ['30060042', /^(CLOSED_PLANAR|OPEN_PLANAR|POINT)$/],
  ...list('words', '0008103E 00620005 30060026'),
])

/** Sex, age, size and weight: kept by an option. */
export const characteristics: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['00100040', /^[FMO]$/],
  ['00101010', /^\d{3}[DWMY]$/],
  ['00101020', 'number'],
  ['00101030', 'number'],
])

/** Scanner and place: kept by options of their own (PS3.15 E.3.8, E.3.11). */
export const device: ReadonlyMap<string, Rule> = new Map(
  list('text', '00080070 00081090 00181000 00181020 00081010'),
)
export const institution: ReadonlyMap<string, Rule> = new Map(list('text', '00080080 00080081 00081040'))

const vocabulary = new Set(
  'cine cinesax sax lax short long axis sa la 2ch 3ch 4ch chamber chambers trufi trufisp fiesta ssfp bssfp ffe stack heart cardiac lv rv left right ventricle ventricular atrium endo epi endocardium epicardium myocardium myo cavity ed es end diastole systole t1 t2 flair mprage localizer scout retro breath hold'.split(
    ' ',
  ),
)

/** Only the words of a description that the vocabulary holds. */
export const safeWords = (text: string): string =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => vocabulary.has(word.toLowerCase()))
    .join(' ')
