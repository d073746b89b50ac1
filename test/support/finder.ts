// Looks for hubs from inside a network namespace and writes them as one JSON line: node test/support/finder.ts 2000

import { findHubs } from '#main/discovery/find.ts';

console.log(JSON.stringify(await findHubs({ ms: Number(process.argv[2] ?? 1000) })));
