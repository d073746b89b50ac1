/** Whether the window may go to `url`: only to pages of the hub itself, `origin` (e.g. `http://127.0.0.1:8000`). */
export function isAllowedNavigation(url: string, origin: string): boolean {
  // The address as it will be asked for: without tricks of spelling, and with a name and password if there are any.
  return URL.parse(url)?.href.startsWith(`${origin}/`) ?? false;
}

/** Whether `url` is the control panel of the hub at `origin`: the one page that may ask the shell for something. */
export function isPanel(url: string, origin: string): boolean {
  if (!isAllowedNavigation(url, origin)) return false;
  const { pathname } = new URL(url);
  return pathname === '/panel' || pathname.startsWith('/panel/');
}
