/**
 * Calls back when another board is chosen by a link of this page, or by going back. The page stays: fetched anew while
 * the hub is away, it would leave the screen with a browser's error that nobody in the hall can reach.
 */
export function onChoice(chosen: () => void): void {
  window.addEventListener('popstate', chosen);
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isHere = link?.origin === location.origin && link.pathname === location.pathname;
    if (!link || !isHere || link.target !== '') return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    chosen();
  });
}
