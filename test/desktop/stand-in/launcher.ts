// Starts the shell on the stand-in: `node launcher.ts [switches] <program folder> [arguments]`, as Electron is started.
import { readFileSync } from 'node:fs';
import inspector from 'node:inspector';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// For `import` and for the `require` of the inspector's console, by which Playwright gets hold of it.
const standIn = {
  url: new URL('./electron.ts', import.meta.url).href,
  format: 'module-typescript',
  shortCircuit: true,
};
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? standIn : next(specifier, context)),
});

const args = process.argv.slice(2);
const folder = args.findIndex((argument) => !argument.startsWith('--'));
const program = resolve(args[folder] ?? '.');
process.argv = [process.execPath, program, ...args.slice(folder + 1)];
// Prints the line that Playwright waits for, as Electron's own --inspect does.
if (args.includes('--inspect=0')) inspector.open(0);
const { main } = JSON.parse(readFileSync(join(program, 'package.json'), 'utf8')) as { main: string };
await import(pathToFileURL(join(program, main)).href);
