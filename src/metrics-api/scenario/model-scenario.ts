import type { Application, Harmonic, Scenario, SlowNoise, Traffic } from '../../generator/scenario.js';
import type { ApplicationFile } from './application.schema.js';
import { durationMs, durationSeconds } from '../../platform/query/duration.js';
import { modelIncident } from './model-incident.js';
import type { ScenarioFile } from './scenario.schema.js';
import { tickOf } from './tick-of.js';
import { type NoiseFile, type TrafficFile, WEEKDAYS } from './traffic.schema.js';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;

/**
 * What the model makes of a file: seconds, ticks and cosines.
 *
 * @param startTicks - the starts of each incident that follows a rule, by its id
 */
export function modelScenario(
  file: ScenarioFile,
  startTicks: ReadonlyMap<string, readonly number[]>,
): Scenario {
  const names = file.applications.map(({ name }) => name);
  return {
    name: file.name,
    seed: file.seed,
    applications: file.applications.map(modelApplication),
    incidents: file.incidents.map((incident) => modelIncident(incident, names, startTicks.get(incident.id))),
  };
}

function modelApplication(application: ApplicationFile): Application {
  const { name, domain, traffic, latency, capacity, failures, dependencies } = application;
  return {
    name,
    domain,
    traffic: modelTraffic(traffic),
    latency: {
      serviceMs: latency.serviceMs,
      logSigma: latency.logSigma,
      timeoutMs: latency.timeout === undefined ? undefined : durationMs(latency.timeout),
      noise: modelNoise(latency.noise),
    },
    capacity,
    failures: { ...failures, noise: modelNoise(failures.noise) },
    dependencies,
  };
}

function modelTraffic({ ratePerSecond, noise, trend, ...rhythms }: TrafficFile): Traffic {
  return {
    ratePerSecond,
    harmonics: modelHarmonics(rhythms),
    noise: modelNoise(noise),
    trend: trend && { growthPerYear: trend.growthPerYear, sinceTick: tickOf(trend.since) },
  };
}

function modelHarmonics({
  daily,
  weekly,
  harmonics,
}: Omit<TrafficFile, 'ratePerSecond' | 'noise' | 'trend'>) {
  const list: Harmonic[] = harmonics.map(({ period, amplitude, peakOffset }) => ({
    periodSeconds: durationSeconds(period),
    amplitude,
    peakOffsetSeconds: durationSeconds(peakOffset),
  }));
  if (weekly) {
    // 1970-01-01 was a Thursday.
    const days = (WEEKDAYS.indexOf(weekly.peakDay) - WEEKDAYS.indexOf('thursday') + 7) % 7;
    const peakOffsetSeconds = days * DAY_SECONDS + weekly.peakHourUtc * HOUR_SECONDS;
    list.unshift({ periodSeconds: WEEK_SECONDS, amplitude: weekly.amplitude, peakOffsetSeconds });
  }
  if (daily) {
    const peakOffsetSeconds = daily.peakHourUtc * HOUR_SECONDS;
    list.unshift({ periodSeconds: DAY_SECONDS, amplitude: daily.amplitude, peakOffsetSeconds });
  }
  return list;
}

function modelNoise({ amplitude, period, octaves }: NoiseFile): SlowNoise {
  return { amplitude, periodSeconds: durationSeconds(period), octaves };
}
