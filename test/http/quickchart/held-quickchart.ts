import type { ServerResponse } from 'node:http';
import { type RunningService } from '../../support/running-service.js';
import { eventually } from '../../support/eventually.js';
import { httpUpstream } from '../../support/stub-upstream.js';
import { chartAgent } from './chart-agent.js';

// All that the renderer checks of a PNG; the agent passes it on as it is.
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** An agent whose pictures take exactly as long as the test decides. */
export interface HeldAgent extends RunningService {
  /** Withholds the pictures that are requested from now on. */
  hold(): void;
  /** Sends the withheld pictures, and withholds no more. */
  release(): void;
  /** How many pictures the agent has requested from the server. */
  requests(): number;
  /** Resolves when so many pictures are withheld. */
  holds(count: number): Promise<void>;
}

/** Starts an agent that renders on a QuickChart server of the test; the server is closed with the agent. */
export async function heldAgent(env: Readonly<Record<string, string>>): Promise<HeldAgent> {
  const withheld: ServerResponse[] = [];
  let isHolding = false;
  let requests = 0;
  const server = await httpUpstream((request, response) => {
    request.resume();
    if (request.url === '/chart') requests += 1;
    if (isHolding && request.url === '/chart') withheld.push(response);
    else response.end(PICTURE);
  });
  const agent = await chartAgent({
    RENDERER: 'quickchart',
    QUICKCHART_URL: `http://127.0.0.1:${server.port}`,
    RENDER_TIMEOUT_MS: '600000',
    ...env,
  });
  void agent.ended.then(() => server.close());
  return Object.assign(agent, {
    hold: () => void (isHolding = true),
    release: () => {
      isHolding = false;
      for (const response of withheld.splice(0)) response.end(PICTURE);
    },
    requests: () => requests,
    holds: (count: number) => eventually(`${count} pictures are withheld`, () => withheld.length === count),
  });
}

/** The value of one of the agent's metrics, such as `admission_waiting{gate="render"}`. */
export async function metricOf(agent: RunningService, series: string): Promise<number> {
  const text = await (await fetch(agent.metricsUrl)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1));
}
