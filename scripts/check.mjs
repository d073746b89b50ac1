// Types, lint with the import rules, format: seconds. `npm run format` mends what can be mended.
import { fileURLToPath } from 'node:url';
import { bin, execute, install, node, withNode } from './tools.mjs';

const steps = [
  ['types of src-shared', 'tsc', ['-p', 'src-shared']],
  ['types of src-main', 'tsc', ['-p', 'src-main']],
  ['types of src-renderer', 'tsc', ['-p', 'src-renderer']],
  ['types of tests', 'tsc', ['-p', '.']],
  ['lint, import rules, format', 'biome', ['check', '--error-on-warnings', '.']],
  ['promises and switches', 'oxlint', ['--type-aware', '--deny-warnings', '.']],
];

/** Runs every step, two at a time; prints what the failing ones said. Resolves with the names of those that failed. */
export async function check() {
  const waiting = [...steps];
  const failed = [];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const [name, tool, args] = step;
      const { code, output } = await execute(node(), [bin(tool), ...args], withNode({ keepOutput: true }));
      if (code === 0) continue;
      failed.push(name);
      console.error(`${output}\ncheck: ${name} failed`);
    }
  };
  await Promise.all([worker(), worker()]);
  return failed;
}

/** How many steps a check has. */
export const checkSteps = steps.length;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await install();
    const failed = await check();
    console.log(
      failed.length === 0 ? `check: all ${checkSteps} steps passed` : `check: ${failed.join(', ')} failed`,
    );
    process.exitCode = failed.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
