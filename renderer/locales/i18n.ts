import { createI18n } from 'vue-i18n'

type Table = Readonly<Record<string, unknown>>

/** Every `locales/en/<screen>.json`; the file's name is the first part of its keys: `t('library.openFolder')`. */
const files = import.meta.glob<{ default: Table }>('./en/*.json', { eager: true })

const en = Object.fromEntries(
  Object.entries(files).map(([path, file]) => [path.slice('./en/'.length, -'.json'.length), file.default]),
)

/** English is the only table so far; a further language is a folder beside `en`. */
export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en },
  numberFormats: {
    en: { whole: { style: 'decimal', maximumFractionDigits: 0 } },
  },
})
