/** The text of a file that the hub sends, with its byte order mark if it has one; `text()` would drop that. */
export const fileText = async (response: Response): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
