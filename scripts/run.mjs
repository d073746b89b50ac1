// Runs one of the project's TypeScript programs on Node 24: `node scripts/run.mjs bench/run.ts`.
import { execute, install, node } from './tools.mjs';

try {
  await install();
  const { code } = await execute(node(), process.argv.slice(2));
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
