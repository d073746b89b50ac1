// Types, lint with the import rules, format: seconds. `npm run format` mends what can be mended.
import { run } from './tools.mjs';

const steps = [
  ['types of src-shared', 'tsc', ['-p', 'src-shared']],
  ['types of src-main', 'tsc', ['-p', 'src-main']],
  ['types of src-renderer', 'tsc', ['-p', 'src-renderer']],
  ['types of tests', 'tsc', ['-p', '.']],
  ['lint, import rules, format', 'biome', ['check', '--error-on-warnings', '.']],
  ['promises and switches', 'oxlint', ['--type-aware', '--deny-warnings', '.']],
];
let failed = 0;
for (const [name, command, args] of steps) {
  const code = await run(command, args);
  if (code !== 0) {
    failed += 1;
    console.error(`check: ${name} failed`);
  }
}
process.exit(failed === 0 ? 0 : 1);
