/** Names that Windows keeps for devices, with any extension. */
const deviceNames = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const longest = 120;

/**
 * A name that every file system takes, made of what the panel proposes: no folders, no control characters, nothing that
 * Windows refuses, at most 120 characters with the extension kept.
 */
export function safeFileName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/\s+/g, ' ')
    // A leading dot hides the file; Windows drops dots and spaces at the end.
    .replace(/^[. ]+|[. ]+$/g, '');
  const named = cleaned === '' ? 'touchline' : deviceNames.test(cleaned) ? `_${cleaned}` : cleaned;
  return shortened(named);
}

/** Cuts the name before its extension, never through a character. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= longest) return name;
  const extension = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0] ?? '';
  const kept = characters.slice(0, longest - extension.length).join('');
  return `${kept.replace(/[. ]+$/, '')}${extension}`;
}
