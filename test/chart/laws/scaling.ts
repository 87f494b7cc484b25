import { idOf } from '../support/kubernetes-object.js';
import type { Law } from './law.js';

interface Target {
  kind: string;
  name: string;
}

/** Each upgrade would set the number of pods back, were it beside an autoscaler. */
export const noReplicasBesideAnAutoscaler: Law = ({ objects }) =>
  objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .flatMap((autoscaler) => {
      const { kind, name } = autoscaler.spec?.scaleTargetRef as Target;
      const target = objects.find((object) => object.kind === kind && object.metadata.name === name);
      if (target === undefined) return [`${idOf(autoscaler)} scales ${kind}/${name}, which is not there`];
      return target.spec?.replicas === undefined ? [] : [`${idOf(target)} has replicas beside an autoscaler`];
    });
