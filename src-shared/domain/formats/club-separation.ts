/** Something to be dealt out: one of its tier, one of its club. */
export interface Dealt<T> {
  readonly item: T;
  readonly tier: number;
  readonly club: string;
}

/** A deal as far as it has come: who of a tier, and who of a club, is in which pool. */
export interface Deal<T> {
  readonly pools: number;
  readonly ofTier: Map<string | number, (Dealt<T> | undefined)[]>;
  readonly ofClub: Map<string | number, (Dealt<T> | undefined)[]>;
}

/** A deal with nothing dealt. */
export const newDeal = <T>(pools: number): Deal<T> => ({ pools, ofTier: new Map(), ofClub: new Map() });

/**
 * Deals `dealt` into the pool nearest to `wanted` where neither its tier nor its club has anyone; if there is none, two
 * pools are exchanged along a chain of those dealt before. This is colouring the edges of a graph whose two kinds of
 * points are tiers and clubs, with pools as the colours: by Kőnig's theorem it succeeds as long as no tier and no club
 * has more members than there are pools, which the caller sees to.
 */
export function deal<T>(state: Deal<T>, dealt: Dealt<T>, wanted: number): void {
  const nearest = Array.from({ length: state.pools }, (_, pool) => pool).toSorted(
    (a, b) => Math.abs(a - wanted) - Math.abs(b - wanted),
  );
  const tier = poolsOf(state, state.ofTier, dealt.tier);
  const club = poolsOf(state, state.ofClub, dealt.club);
  const freeOfTier = nearest.filter((pool) => !tier[pool]);
  const freeOfBoth = freeOfTier.find((pool) => !club[pool]);
  if (freeOfBoth !== undefined) {
    place(state, dealt, freeOfBoth);
    return;
  }
  const [from] = freeOfTier;
  const to = nearest.find((pool) => !club[pool]);
  if (from === undefined || to === undefined) throw new Error('a tier or a club has more members than pools');
  exchange(state, dealt.club, from, to);
  place(state, dealt, from);
}

function poolsOf<T>(
  state: Deal<T>,
  map: Map<string | number, (Dealt<T> | undefined)[]>,
  key: string | number,
): (Dealt<T> | undefined)[] {
  const known = map.get(key) ?? Array.from<Dealt<T> | undefined>({ length: state.pools });
  map.set(key, known);
  return known;
}

function place<T>(state: Deal<T>, dealt: Dealt<T>, pool: number): void {
  poolsOf(state, state.ofTier, dealt.tier)[pool] = dealt;
  poolsOf(state, state.ofClub, dealt.club)[pool] = dealt;
}

/** Exchanges two pools along the chain that begins with the club's member in pool `from`: that is free for it then. */
function exchange<T>(state: Deal<T>, club: string, from: number, to: number): void {
  const chain: { dealt: Dealt<T>; pool: number }[] = [];
  let pool = from;
  let dealt = poolsOf(state, state.ofClub, club)[pool];
  while (dealt) {
    chain.push({ dealt, pool });
    pool = pool === from ? to : from;
    const atTier = chain.length % 2 === 1;
    dealt = atTier
      ? poolsOf(state, state.ofTier, dealt.tier)[pool]
      : poolsOf(state, state.ofClub, dealt.club)[pool];
  }
  for (const link of chain) {
    poolsOf(state, state.ofTier, link.dealt.tier)[link.pool] = undefined;
    poolsOf(state, state.ofClub, link.dealt.club)[link.pool] = undefined;
  }
  for (const link of chain) place(state, link.dealt, link.pool === from ? to : from);
}

/**
 * What each pool got, tier by tier. Pools are named by the first tier: its first member is in the first pool, its second
 * in the second, whatever was exchanged on the way.
 */
export function dealtPools<T>(state: Deal<T>, firstTier: readonly T[]): readonly (readonly T[])[] {
  const tiers = [...state.ofTier].toSorted(([a], [b]) => Number(a) - Number(b)).map(([, placed]) => placed);
  const led = firstTier.map((item) => tiers[0]?.findIndex((dealt) => dealt?.item === item) ?? -1);
  const rest = Array.from({ length: state.pools }, (_, pool) => pool).filter((pool) => !led.includes(pool));
  return [...led, ...rest].map((pool) => tiers.flatMap((placed) => placed[pool]?.item ?? []));
}
