import fc from 'fast-check';

// Every property test of a run draws from the one seed that the run prints.
fc.configureGlobal({ seed: Number(process.env.TOUCHLINE_SEED) });
