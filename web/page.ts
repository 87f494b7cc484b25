// Keeps the page current: fetches its own address at regular intervals and replaces the content.

const TIMEOUT_MS = 10_000;

const content = document.querySelector<HTMLElement>('#content');
const refreshMs = Number(content?.dataset['refreshMs']) || 1000;
const connection = document.querySelector<HTMLElement>('#connection');

/** Fetches the page. Its status does not matter, since the page of a failure shows the failure. */
async function freshContent(): Promise<HTMLElement | null> {
  const response = await fetch(location.href, {
    headers: { accept: 'text/html' },
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  return fresh.querySelector<HTMLElement>('#content');
}

async function refresh(): Promise<void> {
  const fresh = await freshContent();
  if (content === null || fresh === null) throw new Error('The answer is not the page');
  // An image that is decoded before it is shown does not flicker.
  const images = [...fresh.querySelectorAll('img')].map((image) => document.importNode(image));
  await Promise.all(images.map((image) => image.decode()));
  const keep = focusAndScroll(content);
  content.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  keep();
}

const FOCUSABLE = 'a, [tabindex]';

/**
 * Remembers which element has the focus, and how far the graph is scrolled.
 *
 * @returns restores both in the new content
 */
function focusAndScroll(parent: HTMLElement): () => void {
  const focused = [...parent.querySelectorAll(FOCUSABLE)].findIndex((one) => one === document.activeElement);
  const { scrollLeft = 0, scrollTop = 0 } = parent.querySelector('#graph') ?? {};
  return () => {
    parent.querySelector('#graph')?.scrollTo(scrollLeft, scrollTop);
    if (focused < 0) return;
    parent.querySelectorAll<HTMLElement | SVGElement>(FOCUSABLE)[focused]?.focus({ preventScroll: true });
  };
}

function showConnection(sentence: string): void {
  if (connection !== null && connection.textContent !== sentence) connection.textContent = sentence;
}

async function tick(): Promise<void> {
  if (document.visibilityState === 'visible') {
    await refresh().then(
      () => showConnection(''),
      () => showConnection('The agent is not responding. Retrying…'),
    );
  }
  // After the refresh, so that a slow answer does not pile up requests.
  setTimeout(() => void tick(), refreshMs - (Date.now() % refreshMs));
}

setTimeout(() => void tick(), refreshMs - (Date.now() % refreshMs));

export {};
