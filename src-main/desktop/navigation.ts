/** Whether the window may go to `url`: only to pages of the hub itself, `origin` (e.g. `http://127.0.0.1:8000`). */
export function isAllowedNavigation(url: string, origin: string): boolean {
  const parsed = URL.parse(url);
  // Credentials in an address have no use here except to look like another host.
  return parsed !== null && parsed.origin === origin && parsed.username === '' && parsed.password === '';
}

/** Whether `url` is the control panel of the hub at `origin`: the one page that may ask the shell for something. */
export function isPanel(url: string, origin: string): boolean {
  if (!isAllowedNavigation(url, origin)) return false;
  const { pathname } = new URL(url);
  return pathname === '/panel' || pathname.startsWith('/panel/');
}
