// A reporter of vitest's that counts, and keeps why something can't run here, however its test says so: by
// `context.skip('no avahi-daemon on this machine')`, or by printing a line `not run here: what: why` beside a `skipIf`.
// Writes JSON to TOUCHLINE_COUNTS.
import { writeFileSync } from 'node:fs';

const saying = /^not run here: (.+)$/gm;

export default class CountsReporter {
  #vitest;
  /** What test files printed, by the id of the file. */
  #said = new Map();

  onInit(vitest) {
    this.#vitest = vitest;
  }

  onUserConsoleLog({ content, taskId }) {
    const file = this.#vitest?.state.idMap.get(taskId)?.file?.id ?? taskId;
    for (const [, line] of content.matchAll(saying))
      this.#said.set(file, (this.#said.get(file) ?? new Set()).add(line));
  }

  onTestRunEnd(modules, errors, reason) {
    const counts = { passed: 0, failed: 0, skipped: 0, notRun: [], complete: reason !== 'interrupted' };
    for (const module of modules) this.#count(module, counts);
    counts.failed += errors.length;
    if (process.env.TOUCHLINE_COUNTS) writeFileSync(process.env.TOUCHLINE_COUNTS, JSON.stringify(counts));
    else for (const line of counts.notRun) console.log(line.said ?? `skipped without a reason: ${line.test}`);
  }

  /** Adds a file's tests to the counts. */
  #count(module, counts) {
    const said = [...(this.#said.get(module.id) ?? [])];
    for (const line of said) counts.notRun.push({ said: `not run here: ${line}` });
    // A file that didn't load has no tests to fail; it counts as one.
    if (module.state() === 'failed' && module.errors().length > 0) counts.failed += 1;
    for (const test of module.children.allTests()) {
      const { state, note } = test.result();
      if (state === 'passed') counts.passed += 1;
      else if (state === 'skipped') {
        counts.skipped += 1;
        const name = `${test.fullName} (${module.relativeModuleId})`;
        if (note) counts.notRun.push({ said: `not run here: ${name}: ${note}` });
        else if (said.length === 0) counts.notRun.push({ test: name });
      } else counts.failed += 1;
    }
  }
}
