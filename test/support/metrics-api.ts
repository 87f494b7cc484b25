import { type RunningService } from './running-service.js';

/** A point as the API returns it. */
export type Point = Readonly<Record<string, number | null>> & { readonly time: string };

export interface RangeAnswer {
  readonly app: string;
  readonly from: string;
  readonly to: string;
  readonly stepSeconds: number;
  readonly agg: string | null;
  readonly points: readonly Point[];
}

/** A problem document, with the fields it is about. */
export interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly problems?: readonly { field: string; sentence: string }[];
}

/** Reads JSON; throws unless the request succeeds. */
export async function readJson<T>(service: RunningService, path: string): Promise<T> {
  const response = await fetch(service.url + path);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** Reads the problem document of a refused request. */
export async function readProblem(service: RunningService, path: string, headers = {}): Promise<Problem> {
  const response = await fetch(service.url + path, { headers });
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json; charset=utf-8') throw new Error(`${path} answered ${type}`);
  return (await response.json()) as Problem;
}
