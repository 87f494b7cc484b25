// Keeps the page fresh: fetches its own address again each second and swaps the content.

const TICK_MS = 1000;
const GIVE_UP_MS = 10_000;

const content = document.querySelector<HTMLElement>('#content');
const connection = document.querySelector<HTMLElement>('#connection');

/** Fetches the page; its status does not matter, since a failure has a page that says so. */
async function freshContent(): Promise<HTMLElement | null> {
  const response = await fetch(location.href, {
    headers: { accept: 'text/html' },
    cache: 'no-store',
    signal: AbortSignal.timeout(GIVE_UP_MS),
  });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  return fresh.querySelector<HTMLElement>('#content');
}

async function refresh(): Promise<void> {
  const fresh = await freshContent();
  if (content === null || fresh === null) throw new Error('the answer is not the page');
  // A picture that is decoded before it is shown appears without a flicker.
  const pictures = [...fresh.querySelectorAll('img')].map((picture) => document.importNode(picture));
  await Promise.all(pictures.map((picture) => picture.decode()));
  content.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
}

function say(sentence: string): void {
  if (connection !== null && connection.textContent !== sentence) connection.textContent = sentence;
}

async function tick(): Promise<void> {
  if (document.visibilityState === 'visible') {
    await refresh().then(
      () => say(''),
      () => say('The agent does not answer; trying again.'),
    );
  }
  // After the work, not beside it: a slow answer must not pile up requests.
  setTimeout(() => void tick(), TICK_MS - (Date.now() % TICK_MS));
}

setTimeout(() => void tick(), TICK_MS - (Date.now() % TICK_MS));

export {};
