/** What the local page answers to whom it does not let in, with what to do about it. Plain text, no markup. */
export interface RefusalPage {
  readonly sentence: string
  readonly remedy: string
}

/** The styles lie in a file of their own: the content policy allows none within a page. */
export const refusalStylesPath = '/refused.css'

/** Colours of renderer/theme/tokens.css, whose file only a page that was let in may read. */
export const refusalStyles = `:root { color-scheme: dark; }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; background: #0b0d10; color: #e3e7ed;
  font: 16px/24px 'Inter', system-ui, 'Segoe UI', sans-serif; }
main { max-width: 440px; margin: 16px; padding: 24px; background: #12151a; border: 1px solid #272e38; border-radius: 8px; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 28px; font-weight: 600; }
p { margin: 8px 0 0; }
.remedy { color: #a9b2bf; }
`

/** The page itself: readable without its styles, and without script. */
export const refusalPage = ({ sentence, remedy }: RefusalPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Septum</title>
<link rel="stylesheet" href="${refusalStylesPath}">
</head>
<body>
<main>
<h1>Septum</h1>
<p>${sentence}</p>
<p class="remedy">${remedy}</p>
</main>
</body>
</html>
`
