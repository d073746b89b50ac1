import type { HubStatus } from '#shared/protocol/down.ts';

type Problem = HubStatus['problems'][number];

/** What is wrong with the hub itself now, at most one of each code, in the order in which it came up. */
export interface Problems {
  list(): readonly Problem[];
  /** True when it is news: it wasn't so before. */
  set(problem: Problem): boolean;
  clear(code: string): void;
}

/** `changed` is called whenever the list did. */
export function createProblems(changed: () => void): Problems {
  const byCode = new Map<string, Problem>();
  return {
    list: () => [...byCode.values()],
    set(problem) {
      if (byCode.get(problem.code)?.message === problem.message) return false;
      byCode.set(problem.code, problem);
      changed();
      return true;
    },
    clear(code) {
      if (byCode.delete(code)) changed();
    },
  };
}
