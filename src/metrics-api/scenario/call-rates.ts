import type { ApplicationFile } from './application.schema.js';

/**
 * Requests per second that reach each application when every retry is made, without rhythms and incidents.
 *
 * @param applications - without circles
 */
export function callRates(applications: readonly ApplicationFile[]): Map<string, number> {
  const callers = new Map<string, { caller: ApplicationFile; calls: number }[]>();
  for (const caller of applications) {
    for (const { application, callsPerRequest, retries } of caller.dependencies) {
      const known = callers.get(application) ?? [];
      callers.set(application, [...known, { caller, calls: callsPerRequest * (1 + retries) }]);
    }
  }

  const rates = new Map<string, number>();
  const rateOf = ({ name, traffic }: ApplicationFile): number => {
    const known = rates.get(name);
    if (known !== undefined) return known;
    const calls = (callers.get(name) ?? []).map(({ caller, calls }) => rateOf(caller) * calls);
    const rate = calls.reduce((sum, each) => sum + each, traffic.ratePerSecond);
    rates.set(name, rate);
    return rate;
  };
  applications.forEach(rateOf);
  return rates;
}
