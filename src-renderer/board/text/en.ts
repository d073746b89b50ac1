/** Sentences of the board; the source of keys. */
export const en = {
  'choose.title': 'What shall this screen show?',
  'choose.hint':
    'Choose with the arrow keys and OK or Enter. The address of the choice can be kept as this screen’s start page.',
  'choose.grid': 'All courts of {venue}',
  'choose.turn': '{venue}, one court after the other',
  'choose.nothing':
    'This tournament has no courts yet. The organiser adds them under “Venue”; they appear here at once.',
  'unknown.court': 'There is no court “{asked}” in this tournament.',
  'unknown.venue': 'There is no venue “{asked}” in this tournament.',
  'several.court': 'Several courts are called “{asked}”. Choose one of them.',
  'several.venue': 'Several venues are called “{asked}”. Choose one of them.',
  'venue.empty':
    '{venue} has no courts yet. The organiser adds them under “Venue”; they appear here at once.',
  'court.nothing': 'No match is planned on this court.',
  'court.nothingHint': 'It appears here as soon as one is.',
  'court.free': 'Next on this court',
  'qr.words': 'Live scores on your phone',
  'page.of': '{page} / {pages}',
} as const;
