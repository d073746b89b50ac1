(() => {
  const { stream, after, words: spelled } = document.body.dataset;
  const words = JSON.parse(spelled);
  const byId = (id) => document.getElementById(id);
  const [state, lostFor, nothing, messages, form, user, message, said] = [
    'state',
    'lost',
    'nothing',
    'messages',
    'post',
    'user',
    'message',
    'said',
  ].map(byId);

  /** Messages kept on the page; a long day must not fill a phone. */
  const mostLines = 500;
  /** How often the hub is asked whether it is there, and how long it may take, in milliseconds. */
  const askEveryMs = 20_000;
  const answerWithinMs = 8_000;

  let source = null;
  let lastId = after;
  let retryMs = 500;
  let retry = 0;
  let lostAt = null;

  function show(kind) {
    lostFor.hidden = kind !== 'lost';
    if (state.dataset.state === kind) return;
    state.dataset.state = kind;
    state.textContent = words[kind];
  }

  function showLost() {
    if (lostAt === null) return;
    const seconds = Math.round((Date.now() - lostAt) / 1_000);
    // Beside the state, so that nobody has the seconds read out.
    lostFor.textContent = words.lostFor.replace('{n}', String(seconds));
    show(seconds < 2 ? 'connecting' : 'lost');
  }

  function add(text) {
    const atEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 40;
    const line = document.createElement('li');
    line.textContent = text;
    messages.append(line);
    while (messages.children.length > mostLines) messages.firstChild.remove();
    nothing.hidden = true;
    if (atEnd) messages.scrollTop = messages.scrollHeight;
  }

  /** Opens the stream; `again`: with what was missed since the last message. */
  function open(again) {
    clearTimeout(retry);
    if (source) source.close();
    source = again
      ? new EventSource(`${stream}?lastEventId=${encodeURIComponent(lastId)}`)
      : new EventSource(stream);
    source.addEventListener('open', () => {
      lostAt = null;
      retryMs = 500;
      show('live');
    });
    source.addEventListener('message', (event) => {
      lastId = event.lastEventId || lastId;
      add(event.data);
    });
    source.addEventListener('error', () => {
      // Opened anew by ourselves: a browser gives up when a hub that starts again says no once.
      source.close();
      lost();
      retry = setTimeout(() => open(true), retryMs);
      retryMs = Math.min(5_000, retryMs * 2);
    });
  }

  function lost() {
    lostAt ??= Date.now();
    showLost();
  }

  /** A line can be dead without a word: only an answer tells. */
  async function ask() {
    if (document.hidden || lostAt !== null) return;
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), answerWithinMs);
    try {
      await fetch('/health', { cache: 'no-store', signal: giveUp.signal });
    } catch {
      lost();
      open(true);
    }
    clearTimeout(timer);
  }

  function say(text, wrong) {
    said.textContent = text;
    said.dataset.wrong = wrong ? 'yes' : 'no';
  }

  const refusals = new Map([
    [400, words.refused],
    [403, words.closed],
    [413, words.refused],
    [429, words.tooMuch],
  ]);

  const button = form.querySelector('button');
  let sending = false;

  async function send() {
    if (sending) return;
    sending = true;
    button.setAttribute('aria-disabled', 'true');
    say(words.sending, false);
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.action, { method: 'POST', body });
      if (answer.ok) {
        message.value = '';
        say(words.sent, false);
      } else say(refusals.get(answer.status) ?? words.full, true);
    } catch {
      say(words.unsure, true);
    }
    sending = false;
    button.removeAttribute('aria-disabled');
    message.focus();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });

  const stored = 'touchline-room-user';
  try {
    user.value = localStorage.getItem(stored) ?? '';
    user.addEventListener('change', () => localStorage.setItem(stored, user.value));
  } catch {
    // Without storage the name is typed again.
  }

  window.addEventListener('online', () => open(true));
  window.addEventListener('offline', lost);
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) open(true);
  });
  document.addEventListener('visibilitychange', () => void ask());
  setInterval(() => void ask(), askEveryMs);
  setInterval(showLost, 1_000);
  open(false);
})();
