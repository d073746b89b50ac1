import { MatchId } from '#shared/domain/ids.ts';

/** What the live page shows; it stands in the address, so that it can be passed on. */
export type Route =
  | { readonly page: 'matches' }
  | { readonly page: 'match'; readonly match: MatchId }
  | { readonly page: 'tables' };

/** Reads the part of the address after `#`: `match/<id>` or `/match/<id>`, `tables`; anything else is the list. */
export function routeOf(hash: string): Route {
  const [page, id] = hash.replace(/^#?\/?/, '').split('/');
  if (page === 'tables') return { page: 'tables' };
  const match = MatchId.safeParse(id);
  if (page === 'match' && match.success) return { page: 'match', match: match.data };
  return { page: 'matches' };
}

/** The part of the address that shows a route. */
export function hashOf(route: Route): string {
  switch (route.page) {
    case 'matches':
      return '#/';
    case 'tables':
      return '#/tables';
    case 'match':
      return `#/match/${route.match}`;
  }
}
