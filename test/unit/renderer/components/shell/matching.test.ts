import { expect, test } from 'vitest'
import { matching, type Command } from '#renderer/components/shell/matching'

const command = (label: string, more: Partial<Command> = {}): Command => ({
  label,
  keys: [],
  run: () => {},
  ...more,
})
const labels = (commands: Command[]) => commands.map(({ label }) => label)

test('the palette finds by parts of a name, those that begin so first (R-ALL-9)', () => {
  const commands = [command('Open folder'), command('Go to Models'), command('Model on this slice')]
  expect(labels(matching(commands, 'model'))).toEqual(['Model on this slice', 'Go to Models'])
  expect(labels(matching(commands, 'fold op'))).toEqual(['Open folder'])
  expect(matching(commands, '')).toHaveLength(3)
})

test('what cannot be done now, what is not listed and what stands twice is left out', () => {
  const commands = [
    command('Undo', { enabled: () => false }),
    command('Next slice', { listed: false }),
    command('Open'),
    command('open'),
  ]
  expect(labels(matching(commands, ''))).toEqual(['Open'])
})
