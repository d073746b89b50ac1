// A reporter of vitest's that counts, and keeps the reason of every test that said it can't run here:
// `test(…, (context) => context.skip('no avahi-daemon on this machine'))`. Writes JSON to TOUCHLINE_COUNTS.
import { writeFileSync } from 'node:fs';

export default class CountsReporter {
  onTestRunEnd(modules, errors, reason) {
    const counts = {
      passed: 0,
      failed: 0,
      skipped: 0,
      notRun: [],
      seconds: {},
      complete: reason !== 'interrupted',
    };
    for (const module of modules) {
      const project = module.project.name;
      counts.seconds[project] = (counts.seconds[project] ?? 0) + module.diagnostic().duration / 1000;
      // A file that didn't load has no tests to fail; it counts as one.
      if (module.state() === 'failed' && module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'skipped') {
          counts.skipped += 1;
          counts.notRun.push({
            test: test.fullName,
            file: module.relativeModuleId,
            reason: result.note ?? null,
          });
        } else counts.failed += 1;
      }
    }
    counts.failed += errors.length;
    if (process.env.TOUCHLINE_COUNTS)
      return writeFileSync(process.env.TOUCHLINE_COUNTS, JSON.stringify(counts));
    for (const { test, reason: why } of counts.notRun)
      console.log(`not run here: ${test}: ${why ?? 'no reason given'}`);
  }
}
